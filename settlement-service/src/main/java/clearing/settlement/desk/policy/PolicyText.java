package clearing.settlement.desk.policy;

import clearing.settlement.desk.Owner;
import clearing.settlement.desk.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** A policy as the JSON of the API. */
final class PolicyText {
    private PolicyText() {}

    static JsonObject write(Policy policy) {
        JsonObject json = new JsonObject();
        policy.reference().ifPresent(reference -> {
            JsonObject rates = new JsonObject();
            reference.rates().forEach((asset, rate) -> rates.put(asset, rate.toPlainString()));
            json.put(
                    "reference",
                    new JsonObject().put("currency", reference.currency()).put("rates", rates));
        });
        if (!policy.groups().isEmpty()) {
            JsonObject groups = new JsonObject();
            policy.groups().forEach((name, users) -> groups.put(name, new JsonArray(users)));
            json.put("groups", groups);
        }
        JsonArray severity = new JsonArray();
        policy.severity()
                .forEach(rule -> severity.add(new JsonObject()
                        .put("when", condition(rule.when()))
                        .put("severity", rule.severity().name())));
        JsonObject levels = new JsonObject();
        for (Severity each : Severity.values()) {
            levels.put(
                    each.name(),
                    switch (policy.serviceLevel(each)) {
                        case ServiceLevel.Hours h -> new JsonObject().put("hours", h.hours());
                        case ServiceLevel.Days d -> new JsonObject().put("businessDays", d.businessDays());
                    });
        }
        JsonArray routing = new JsonArray();
        policy.routing().forEach(rule -> routing.add(routing(rule)));
        JsonArray escalation = new JsonArray();
        policy.escalation().forEach(rule -> escalation.add(escalation(rule)));
        JsonArray authority = new JsonArray();
        policy.authority().forEach(rule -> authority.add(authority(rule)));
        JsonArray accept = new JsonArray();
        policy.acceptAlone()
                .forEach(rule -> accept.add(new JsonObject()
                        .put("role", rule.role())
                        .put("asset", rule.asset())
                        .put("upTo", rule.upTo().toPlainString())));
        return json.put("acceptAlone", accept)
                .put("severity", severity)
                .put("serviceLevels", levels)
                .put("routing", routing)
                .put("escalation", escalation)
                .put("authority", authority);
    }

    private static JsonObject routing(Policy.RoutingRule rule) {
        JsonObject json = new JsonObject().put("name", rule.name()).put("when", condition(rule.when()));
        owner(json, rule.owner());
        if (!rule.labels().isEmpty()) {
            JsonArray labels = new JsonArray();
            rule.labels()
                    .forEach(label -> labels.add(
                            new JsonObject().put("text", label.text()).put("colour", label.colour())));
            json.put("labels", labels);
        }
        rule.severity().ifPresent(severity -> json.put("severity", severity.name()));
        list(json, "mail", rule.mail());
        return json;
    }

    private static JsonObject escalation(Policy.EscalationRule rule) {
        JsonObject json = new JsonObject().put("name", rule.name()).put("when", condition(rule.when()));
        rule.afterBusinessDays().ifPresent(days -> json.put("afterBusinessDays", days));
        if (rule.onBreach()) {
            json.put("onBreach", true);
        }
        owner(json, rule.owner());
        rule.severity().ifPresent(severity -> json.put("severity", severity.name()));
        list(json, "mail", rule.mail());
        return json;
    }

    private static JsonObject authority(Policy.AuthorityRule rule) {
        JsonObject json = new JsonObject()
                .put("role", rule.role())
                .put("kinds", new JsonArray(rule.kinds()))
                .put("asset", rule.asset())
                .put("alone", rule.alone().toPlainString());
        rule.together().ifPresent(limit -> json.put("together", limit.toPlainString()));
        return json;
    }

    private static JsonObject condition(Condition when) {
        JsonObject json = new JsonObject();
        list(json, "kinds", when.kinds());
        list(json, "accounts", when.accounts());
        list(json, "assets", when.assets());
        list(json, "counterparties", when.counterparties());
        when.minAmount().ifPresent(amount -> json.put("minAmount", amount.toPlainString()));
        when.minReference().ifPresent(amount -> json.put("minReference", amount.toPlainString()));
        when.minBusinessAge().ifPresent(days -> json.put("minBusinessAge", days));
        when.minSeverity().ifPresent(least -> json.put("minSeverity", least.name()));
        return json;
    }

    private static void list(JsonObject json, String name, List<String> values) {
        Optional.of(values).filter(all -> !all.isEmpty()).ifPresent(all -> json.put(name, new JsonArray(all)));
    }

    private static void owner(JsonObject json, Owner owner) {
        owner.user().ifPresent(user -> json.put("assignee", user));
        owner.group().ifPresent(group -> json.put("group", group));
    }
}
