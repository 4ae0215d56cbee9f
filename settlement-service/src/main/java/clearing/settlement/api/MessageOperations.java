package clearing.settlement.api;

import clearing.kernel.constitution.Constitution;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.TradeId;
import clearing.messages.AccountHead;
import clearing.messages.CamtWriter;
import clearing.messages.Delivery;
import clearing.messages.Facts;
import clearing.messages.LedgerEntry;
import clearing.messages.Ledgered;
import clearing.messages.MessageException;
import clearing.messages.Pacs009Writer;
import clearing.messages.Payment;
import clearing.messages.PaymentFacts;
import clearing.messages.Sese023Writer;
import clearing.messages.StatementCsv;
import clearing.settlement.ledger.TradeNames;
import clearing.settlement.matching.Scales;
import clearing.settlement.messages.DeliveryRows;
import clearing.settlement.messages.DeliveryZip;
import clearing.settlement.messages.MessageFacts;
import clearing.settlement.messages.MessageFacts.Span;
import clearing.settlement.messages.Spool;
import clearing.settlement.store.Database;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the ledger holds of the member, as messages for its other systems and its counterparties. */
final class MessageOperations {
    private static final String XML = "application/xml";

    private final String member;
    private final Database database;
    private final Scales scales;

    MessageOperations(String member, Database database, Scales scales) {
        this.member = member;
        this.database = database;
        this.scales = scales;
    }

    void register(Map<String, Operation> operations) {
        operations.put("messageStatement", call -> told(() -> statement(call)));
        operations.put("messagePayments", call -> told(() -> payments(call)));
        operations.put("messageSecurities", call -> told(() -> securities(call)));
    }

    private interface Work {
        Answer run();
    }

    /** What a message cannot carry is the caller's to mend. */
    private static Answer told(Work work) {
        try {
            return work.run();
        } catch (MessageException e) {
            throw ApiException.invalid("", String.valueOf(e.getMessage()));
        }
    }

    private MessageFacts facts(Connection connection) {
        Constitution inForce = scales.constitution()
                .orElseThrow(() -> ApiException.unavailable("No constitution has been read from the ledger yet."));
        return new MessageFacts(connection, inForce, member);
    }

    private Answer statement(Call call) {
        String format = call.text("format").orElse("camt.053");
        String account = call.text("account").orElseThrow();
        String asset = call.text("asset").orElseThrow();
        if (call.number("block").isPresent() && !format.equals("camt.054")) {
            throw ApiException.invalid("block", "Only a notification, camt.054, is of one block.");
        }
        return database.read(connection -> {
            MessageFacts facts = facts(connection);
            Span span = call.number("block").isPresent()
                    ? facts.ofBlock(asset, call.number("block").get())
                            .orElseThrow(() -> ApiException.invalid("block", "There is no such block here."))
                    : span(call);
            AccountHead head = facts.head(account, asset, span);
            Ledgered<LedgerEntry> entries = facts.entries(head, span);
            Facts sums = Facts.of(head, entries, CamtWriter.PER_PAGE);
            String name = member + "-" + account + "-" + asset + "-" + head.from() + "-" + head.to();
            if (format.equals("csv")) {
                return spooled("text/csv", name + ".csv", sums.sha256(), new StatementCsv(head, sums, entries)::write);
            }
            CamtWriter camt = new CamtWriter(head, sums, entries);
            return spooled(
                    XML,
                    name + "." + format + ".xml",
                    sums.sha256(),
                    format.equals("camt.053") ? camt::statement : camt::notification);
        });
    }

    private static Span span(Call call) {
        LocalDate from = call.date("from").orElseThrow(() -> ApiException.invalid("from", "The first day is missing."));
        LocalDate to = call.date("to").orElse(from);
        if (to.isBefore(from)) {
            throw ApiException.invalid("to", "The last day is before the first.");
        }
        return new Span(from, to, Optional.empty());
    }

    private Answer payments(Call call) {
        Span span = span(call);
        return database.read(connection -> {
            Ledgered<Payment> payments = facts(connection).payments(call.text("account"), call.text("asset"), span);
            PaymentFacts sums;
            try {
                sums = PaymentFacts.of(payments);
            } catch (MessageException e) {
                throw ApiException.notFound("A payment of these days");
            }
            return spooled(
                    XML,
                    member + "-" + span.from() + "-" + span.to() + ".pacs.009.xml",
                    sums.sha256(),
                    out -> Pacs009Writer.write(sums, payments, out));
        });
    }

    private Answer securities(Call call) {
        if (call.text("trade").isPresent()) {
            Delivery delivery = database.read(connection ->
                            delivery(connection, call.text("trade").get()))
                    .orElseThrow(() -> ApiException.notFound("A trade of a security against cash of that name"));
            return spooled(
                    XML,
                    "sese.023-" + delivery.trade() + ".xml",
                    delivery.sha256(),
                    out -> Sese023Writer.write(delivery, out));
        }
        Span span = span(call);
        List<Delivery> deliveries = database.read(
                connection -> new DeliveryRows(connection, member, scales).between(span.from(), span.to()));
        if (deliveries.size() > DeliveryRows.MOST) {
            throw new MessageException(
                    "There are more than " + DeliveryRows.MOST + " instructions in these days; ask for fewer days.");
        }
        if (deliveries.isEmpty()) {
            throw ApiException.notFound("A delivery of these days");
        }
        return spooled(
                "application/zip",
                member + "-" + span.from() + "-" + span.to() + ".sese.023.zip",
                "",
                out -> DeliveryZip.write(deliveries, out));
    }

    private Optional<Delivery> delivery(Connection connection, String trade) throws SQLException {
        DeliveryRows rows = new DeliveryRows(connection, member, scales);
        for (TradeId id : TradeNames.readings(trade)) {
            PageId page = id.page();
            Optional<Delivery> found =
                    rows.of(page.lane(), page.author(), page.counterparty(), page.number(), id.index());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Answer spooled(String type, String name, String sha256, Consumer<OutputStream> writer) {
        return Answer.spooled(type, name, sha256, Spool.of(writer));
    }
}
