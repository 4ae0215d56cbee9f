package clearing.client.revenue.language;

import clearing.kernel.revenue.terms.Changeover;
import clearing.kernel.revenue.terms.Figures;
import clearing.kernel.revenue.terms.Measure;
import clearing.kernel.revenue.terms.Party;
import clearing.kernel.revenue.terms.Percents;
import clearing.kernel.revenue.terms.Terms;
import clearing.kernel.revenue.terms.Unit;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.Comparator;
import java.util.List;

/** Terms as people read them: the same terms give the same text, and reading it gives the same terms. */
public final class TermsWriter {
    private static final ObjectMapper JSON =
            new ObjectMapper(new JsonFactory()).enable(SerializationFeature.INDENT_OUTPUT);
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());

    private TermsWriter() {}

    public static String yaml(Terms terms) {
        return text(YAML, terms);
    }

    public static String json(Terms terms) {
        return text(JSON, terms);
    }

    private static String text(ObjectMapper mapper, Terms terms) {
        try {
            return mapper.writeValueAsString(tree(terms)).stripTrailing() + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode tree(Terms t) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("agreement", t.agreement())
                .put("version", t.version())
                .put("title", t.title())
                .put("currency", t.currency())
                .put("cycle", Choices.word(Choices.CYCLES, t.cycle()))
                .put("from", t.from().toString());
        t.until().ifPresent(until -> out.put("until", until.toString()));
        if (t.changeover() != Changeover.AT_PERIOD) {
            out.put("changeover", Choices.word(Choices.CHANGEOVERS, t.changeover()));
        }
        if (!inOrder(t.parties())) {
            out.put("order", Choices.word(Choices.ORDERS, true));
        }
        t.parties()
                .forEach(party -> out.withArray("parties")
                        .addObject()
                        .put("member", party.member())
                        .put("account", party.account())
                        .put("view", Choices.word(Choices.VIEWS, party.view())));
        out.put("collector", t.collector());
        t.escrow()
                .ifPresent(escrow ->
                        out.putObject("escrow").put("member", escrow.member()).put("account", escrow.account()));
        ObjectNode measures = out.putObject("measures");
        t.measures().forEach(measure -> measure(measures.putObject(measure.name()), measure, t.currency()));
        t.pool().forEach(out.putArray("pool")::add);
        ClauseWriter clauses = new ClauseWriter(t);
        t.clauses().forEach(clause -> clauses.write(out.withArray("clauses").addObject(), clause));
        t.reserve().ifPresent(reserve -> {
            ObjectNode node = out.putObject("reserve");
            node.put("rate", percent(reserve.rate()));
            reserve.from().forEach(node.putArray("from")::add);
            node.put("release", reserve.months() + " months").put("votes", reserve.votes());
        });
        out.put("lookback", t.lookback() + " periods");
        return out;
    }

    private static boolean inOrder(List<Party> parties) {
        return parties.stream()
                .sorted(Comparator.comparing(Party::member))
                .toList()
                .equals(parties);
    }

    private static void measure(ObjectNode out, Measure m, String currency) {
        out.put("label", m.label()).put("unit", unit(m.unit(), currency));
        out.put("aggregation", Choices.word(Choices.AGGREGATIONS, m.aggregation()));
        out.put("parts", m.inParts());
        out.put("reporter", m.reporter());
        if (!m.attesters().isEmpty()) {
            m.attesters().forEach(out.putArray("attesters")::add);
        }
        out.put("window", m.windowDays() + " days");
        out.put("least", Figures.text(m.unit(), m.least())).put("most", Figures.text(m.unit(), m.most()));
    }

    private static String unit(Unit unit, String currency) {
        return switch (unit) {
            case Unit.Money u -> u.asset();
            case Unit.Count u -> "count of " + u.of();
            case Unit.Minutes u -> "minutes";
            case Unit.Percent u -> "percent";
            case Unit.ExchangeRate u -> currency + " per " + u.asset();
        };
    }

    static String percent(long millionths) {
        return Percents.number(millionths) + "%";
    }
}
