package clearing.settlement.desk.policy;

import clearing.settlement.desk.DeskRefusal;
import clearing.settlement.desk.Owner;
import clearing.settlement.desk.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** A policy from the JSON of the API, whose shape is checked; what the shape cannot say is checked here. */
final class PolicyJson {
    private PolicyJson() {}

    /** @throws DeskRefusal naming the place */
    static Policy read(JsonObject json) {
        SortedMap<String, List<String>> groups = new TreeMap<>();
        json.getJsonObject("groups", new JsonObject())
                .forEach(group -> groups.put(group.getKey(), texts((JsonArray) group.getValue())));
        groups.keySet().forEach(name -> require(name.matches("[A-Za-z0-9 ._-]{1,40}"), "groups", name + " is no name"));
        List<Policy.RoutingRule> routing = each(json, "routing", rule -> routing(rule, groups.keySet()));
        List<Policy.EscalationRule> escalation = each(json, "escalation", rule -> escalation(rule, groups.keySet()));
        distinct("routing", routing.stream().map(Policy.RoutingRule::name).toList());
        distinct(
                "escalation",
                escalation.stream().map(Policy.EscalationRule::name).toList());
        SortedMap<Severity, ServiceLevel> levels = new TreeMap<>();
        for (Severity severity : Severity.values()) {
            levels.put(severity, level(json.getJsonObject("serviceLevels").getJsonObject(severity.name())));
        }
        return new Policy(
                Optional.ofNullable(json.getJsonObject("reference")).map(PolicyJson::reference),
                groups,
                each(json, "severity", PolicyJson::severity),
                levels,
                routing,
                escalation,
                each(json, "authority", PolicyJson::authority),
                json.containsKey("acceptAlone") ? each(json, "acceptAlone", PolicyJson::accept) : List.of());
    }

    private static Policy.Reference reference(JsonObject json) {
        SortedMap<String, BigDecimal> rates = new TreeMap<>();
        json.getJsonObject("rates").forEach(rate -> {
            BigDecimal value = new BigDecimal(rate.getValue().toString());
            require(value.signum() > 0, "reference.rates." + rate.getKey(), "is not above zero");
            rates.put(rate.getKey(), value);
        });
        return new Policy.Reference(json.getString("currency"), rates);
    }

    private static Policy.SeverityRule severity(JsonObject rule) {
        Condition when = condition(rule);
        require(when.minSeverity().isEmpty(), "severity.when.minSeverity", "cannot be asked where severity is found");
        return new Policy.SeverityRule(when, Severity.valueOf(rule.getString("severity")));
    }

    private static Policy.RoutingRule routing(JsonObject rule, Set<String> groups) {
        List<Policy.LabelText> labels = new ArrayList<>();
        rule.getJsonArray("labels", new JsonArray())
                .forEach(label -> labels.add(new Policy.LabelText(
                        ((JsonObject) label).getString("text"), ((JsonObject) label).getString("colour"))));
        return new Policy.RoutingRule(
                rule.getString("name"),
                condition(rule),
                owner("routing", rule, groups),
                labels,
                severityIn(rule),
                texts(rule.getJsonArray("mail")));
    }

    private static Policy.EscalationRule escalation(JsonObject rule, Set<String> groups) {
        Optional<Integer> after = Optional.ofNullable(rule.getInteger("afterBusinessDays"));
        boolean onBreach = rule.getBoolean("onBreach", false);
        require(
                after.isPresent() != onBreach,
                "escalation." + rule.getString("name"),
                "has afterBusinessDays or onBreach: true, and not both");
        return new Policy.EscalationRule(
                rule.getString("name"),
                condition(rule),
                after,
                onBreach,
                owner("escalation", rule, groups),
                severityIn(rule),
                texts(rule.getJsonArray("mail")));
    }

    private static Policy.AuthorityRule authority(JsonObject rule) {
        require(
                !rule.getJsonArray("kinds").contains("ACCEPT_SUGGESTION"),
                "authority.kinds",
                "names ACCEPT_SUGGESTION, whose limits are those of FORCE_MATCH");
        BigDecimal alone = new BigDecimal(rule.getString("alone"));
        Optional<BigDecimal> together =
                Optional.ofNullable(rule.getString("together")).map(BigDecimal::new);
        require(alone.signum() >= 0, "authority.alone", "is not below zero");
        require(together.map(t -> t.compareTo(alone) >= 0).orElse(true), "authority.together", "is not below alone");
        return new Policy.AuthorityRule(
                rule.getString("role"), texts(rule.getJsonArray("kinds")), rule.getString("asset"), alone, together);
    }

    private static Policy.AcceptRule accept(JsonObject rule) {
        BigDecimal upTo = new BigDecimal(rule.getString("upTo"));
        require(upTo.signum() >= 0, "acceptAlone.upTo", "is not below zero");
        return new Policy.AcceptRule(rule.getString("role"), rule.getString("asset"), upTo);
    }

    private static ServiceLevel level(JsonObject level) {
        Integer hours = level.getInteger("hours");
        return hours != null ? new ServiceLevel.Hours(hours) : new ServiceLevel.Days(level.getInteger("businessDays"));
    }

    private static Condition condition(JsonObject rule) {
        JsonObject when = rule.getJsonObject("when");
        return new Condition(
                texts(when.getJsonArray("kinds")),
                texts(when.getJsonArray("accounts")),
                texts(when.getJsonArray("assets")),
                texts(when.getJsonArray("counterparties")),
                Optional.ofNullable(when.getString("minAmount")).map(BigDecimal::new),
                Optional.ofNullable(when.getString("minReference")).map(BigDecimal::new),
                Optional.ofNullable(when.getInteger("minBusinessAge")),
                Optional.ofNullable(when.getString("minSeverity")).map(Severity::valueOf));
    }

    private static Owner owner(String place, JsonObject rule, Set<String> groups) {
        Owner owner = new Owner(
                Optional.ofNullable(rule.getString("assignee")), Optional.ofNullable(rule.getString("group")));
        owner.group()
                .ifPresent(group -> require(
                        groups.contains(group),
                        place + "." + rule.getString("name") + ".group",
                        group + " is no group of this policy"));
        return owner;
    }

    private static Optional<Severity> severityIn(JsonObject rule) {
        return Optional.ofNullable(rule.getString("severity")).map(Severity::valueOf);
    }

    private static <T> List<T> each(JsonObject json, String name, Function<JsonObject, T> reader) {
        List<T> all = new ArrayList<>();
        json.getJsonArray(name).forEach(rule -> all.add(reader.apply((JsonObject) rule)));
        return all;
    }

    private static List<String> texts(JsonArray array) {
        return array == null ? List.of() : array.stream().map(String::valueOf).toList();
    }

    private static void distinct(String field, List<String> names) {
        require(new TreeSet<>(names).size() == names.size(), field, "has a name twice");
    }

    private static void require(boolean holds, String field, String fault) {
        if (!holds) {
            throw DeskRefusal.invalid("policy." + field, "policy." + field + " " + fault + ".");
        }
    }
}
