package clearing.client.certificate;

import clearing.client.chain.BlockTransaction;
import clearing.client.chain.WriteEntry;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.Decimals;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.StatusPage;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;

/** Says what the evidence says, in words and figures. The issuer writes it and the verifier writes it again. */
final class Statement {
    private final Certificate.Place place;
    private final String channel;
    private final String chaincode;
    private final BlockTransaction transaction;
    private final ReadValues values;

    Statement(
            Certificate.Place place,
            String channel,
            String chaincode,
            BlockTransaction transaction,
            ReadValues values) {
        this.place = place;
        this.channel = channel;
        this.chaincode = chaincode;
        this.transaction = transaction;
        this.values = values;
    }

    /** About the transaction alone. */
    JsonNode ofTransaction() {
        ObjectNode node = CertificateFormat.object()
                .put(
                        "sentence",
                        "Transaction " + transaction.txId() + " of "
                                + transaction.creator().mspId() + " is valid: it is transaction " + place.index()
                                + " of block "
                                + place.block() + " of channel " + channel + ".");
        node.set("transaction", transactionNode());
        return node;
    }

    /** About a trade. */
    JsonNode of(Certificate.TradePlace tradePlace) throws InvalidProtocolBufferException {
        TradePage page = TradePage.ofLedger(tradePlace.page().toByteArray());
        StatusPage status = StatusPage.decode(written(Keys.status(page.id())).toByteArray());
        if (!status.id().equals(page.id()) || !status.hasContent(page.contentHash())) {
            throw new Refuted("The page is not the one whose status the transaction wrote.");
        }
        if (tradePlace.index() >= page.count()) {
            throw new Refuted("The page has no trade " + tradePlace.index() + ".");
        }
        Constitution constitution = Constitution.decode(values.read(transaction, chaincode, Keys.CONSTITUTION)
                .orElseThrow(() -> new Refuted("The transaction read no constitution."))
                .toByteArray());
        Trade trade = page.trade(tradePlace.index());
        TradeState state = status.state(tradePlace.index());
        ObjectNode node = CertificateFormat.object().put("sentence", sentence(page, trade, state, constitution));
        ObjectNode told = node.putObject("trade")
                .put("reference", trade.reference())
                .put("page", page.id().path())
                .put("index", tradePlace.index())
                .put("lane", page.id().lane())
                .put("state", state.name());
        if (state == TradeState.REJECTED) {
            told.put("reason", status.reason(tradePlace.index()).name());
        }
        told.put("kind", trade.kind().name())
                .put("deliverer", deliverer(page, trade))
                .put("delivererAccount", account(page, trade, constitution, trade.authorDelivers()))
                .put("receiver", receiver(page, trade))
                .put("receiverAccount", account(page, trade, constitution, !trade.authorDelivers()));
        leg(told, "delivery", trade.delivery(), constitution);
        trade.payment().ifPresent(leg -> leg(told, "payment", leg, constitution));
        told.put("tradeDate", trade.tradeDate().toString())
                .put("valueDate", trade.valueDate().toString())
                .put("commitment", HexFormat.of().formatHex(trade.commitment()));
        trade.reverses()
                .ifPresent(reversed ->
                        told.put("reverses", reversed.target(page.id()).toString()));
        node.set("transaction", transactionNode());
        return node;
    }

    private ByteString written(String key) {
        return transaction.writes().stream()
                .filter(write ->
                        write.namespace().equals(chaincode) && write.key().equals(key) && !write.deleted())
                .map(WriteEntry::value)
                .findFirst()
                .orElseThrow(() -> new Refuted("The transaction did not write the status of the trade's page."));
    }

    private String sentence(TradePage page, Trade trade, TradeState state, Constitution constitution) {
        String legs = deliverer(page, trade) + " delivers " + amount(trade.delivery(), constitution) + " to "
                + receiver(page, trade)
                + trade.payment()
                        .map(leg -> " against " + amount(leg, constitution))
                        .orElse("");
        return "Trade " + trade.reference() + ", in which " + legs + " for value on " + trade.valueDate() + ", "
                + (state.terminal() ? "is " : "was ") + state.name() + " when transaction " + transaction.txId()
                + " was valid in block " + place.block() + " of channel " + channel + "."
                + (state.terminal() ? " That state never changes." : " That state may have changed since.");
    }

    private static String deliverer(TradePage page, Trade trade) {
        return trade.authorDelivers() ? page.id().author() : page.id().counterparty();
    }

    private static String receiver(TradePage page, Trade trade) {
        return trade.authorDelivers() ? page.id().counterparty() : page.id().author();
    }

    private static String account(TradePage page, Trade trade, Constitution constitution, boolean authors) {
        return authors
                ? constitution.accountName(page.id().author(), trade.authorAccount())
                : constitution.accountName(page.id().counterparty(), trade.counterpartyAccount());
    }

    private static void leg(ObjectNode node, String name, Leg leg, Constitution constitution) {
        Asset asset = constitution.asset(leg.asset());
        node.putObject(name).put("asset", asset.code()).put("amount", Decimals.format(leg.minor(), asset.scale()));
    }

    private static String amount(Leg leg, Constitution constitution) {
        Asset asset = constitution.asset(leg.asset());
        return Decimals.format(leg.minor(), asset.scale()) + " " + asset.code();
    }

    private ObjectNode transactionNode() {
        return CertificateFormat.object()
                .put("id", transaction.txId())
                .put("block", place.block())
                .put("index", place.index())
                .put("at", transaction.timestamp().toString())
                .put("creator", transaction.creator().mspId())
                .put(
                        "function",
                        transaction.args().isEmpty()
                                ? ""
                                : transaction.args().get(0).toStringUtf8())
                .put("writes", transaction.writes().size());
    }
}
