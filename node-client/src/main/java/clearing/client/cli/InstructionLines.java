package clearing.client.cli;

import clearing.client.trade.InstructionBook;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.matching.Difference;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An instruction as people read it, with what differs from the trade that it was compared with. */
final class InstructionLines {
    private InstructionLines() {}

    static ObjectNode show(
            InstructionBook.Entry entry, InstructionBook book, Constitution constitution, Output output) {
        String author = entry.id().page().author();
        ObjectNode node = Output.object()
                .put("reference", entry.instruction().reference())
                .put("instruction", entry.id().toString())
                .put("instructedBy", author)
                .put("counterparty", entry.id().page().counterparty())
                .put("state", entry.state().name());
        entry.trade().ifPresent(trade -> node.put("trade", trade.toString()));
        if (!output.json()) {
            output.out()
                    .printf(
                            "%-16s %-10s instructed by %s against %s%n",
                            entry.instruction().reference(),
                            entry.state(),
                            author,
                            entry.id().page().counterparty());
        }
        ArrayNode differences = node.putArray("differences");
        for (Difference difference : book.differences(entry, constitution)) {
            differences
                    .addObject()
                    .put("field", difference.field().path())
                    .put("trade", difference.trade())
                    .put("instruction", difference.instruction());
            if (!output.json()) {
                output.out()
                        .printf(
                                "  %-20s alleged %s, instructed %s%n",
                                difference.field().path(), difference.trade(), difference.instruction());
            }
        }
        return node;
    }
}
