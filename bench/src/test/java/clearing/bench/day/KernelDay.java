package clearing.bench.day;

import clearing.client.trade.ColumnMapping;
import clearing.client.trade.FundingFile;
import clearing.client.trade.TradeFile;
import clearing.client.trade.TradeRow;
import clearing.kernel.Batch;
import clearing.kernel.Caller;
import clearing.kernel.Effect;
import clearing.kernel.Kernel;
import clearing.kernel.Outcome;
import clearing.kernel.ResultCode;
import clearing.kernel.Role;
import clearing.kernel.Transition;
import clearing.kernel.TxContext;
import clearing.kernel.codec.Bytes;
import clearing.kernel.command.Command;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Member;
import clearing.kernel.state.BusinessDigest;
import clearing.kernel.state.Keys;
import clearing.kernel.trade.Leg;
import clearing.kernel.trade.PageId;
import clearing.kernel.trade.RejectReason;
import clearing.kernel.trade.Reversal;
import clearing.kernel.trade.Selection;
import clearing.kernel.trade.Trade;
import clearing.kernel.trade.TradeId;
import clearing.kernel.trade.TradePage;
import clearing.kernel.trade.TradeState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A generated day run through the kernel alone: the same commands as members send, applied to a map. */
final class KernelDay {
    private static final int PAGE = 500;

    final List<Effect.Posted> posted = new ArrayList<>();
    final Map<String, TradeState> states = new TreeMap<>();
    private final Constitution constitution;
    private final String lane;
    private final Map<String, TradeFile> files = new TreeMap<>();
    private final Map<String, byte[]> state = new TreeMap<>();
    private final Map<String, TradeId> places = new HashMap<>();
    private final Map<String, Integer> pageNumbers = new HashMap<>();
    private final List<PageId> pages = new ArrayList<>();
    private final boolean gross;
    private Instant now;
    private int transactions;

    /** @param gross true for gross rounds alone, false for whole ones */
    KernelDay(Path folder, LocalDate date, boolean gross) throws IOException {
        this.gross = gross;
        constitution = Generated.constitution(folder);
        lane = constitution.lanes().getFirst().code();
        now = date.atTime(1, 0).toInstant(ZoneOffset.UTC);
        constitute();
        for (Member member : acting()) {
            Path file = folder.resolve(member.id()).resolve("trades.csv");
            TradeFile read = TradeFile.read(file, ColumnMapping.NONE, constitution, member.id());
            if (!read.errors().isEmpty()) {
                throw new AssertionError(read.errors());
            }
            files.put(member.id(), read);
        }
        fund(folder);
        alleged(false);
        settle();
        alleged(true);
        settle();
        now = date.plusDays(1).atTime(1, 0).toInstant(ZoneOffset.UTC);
        must(acting().getFirst().id(), new Command.FailOverdue(lane, selections()));
    }

    private List<Member> acting() {
        return constitution.members().stream()
                .filter(member -> !member.readOnly())
                .toList();
    }

    private void constitute() {
        byte[] hash = Bytes.sha256(constitution.encode());
        must(acting().getFirst().id(), new Command.Constitute(constitution));
        acting().stream()
                .skip(1)
                .forEach(member -> must(member.id(), new Command.Ratify(constitution.version(), hash)));
    }

    private void fund(Path folder) {
        for (Member member : acting()) {
            Path file = folder.resolve(member.id()).resolve("funding.csv");
            if (!file.toFile().exists()) {
                continue;
            }
            FundingFile funding = FundingFile.read(file, constitution);
            if (!funding.errors().isEmpty()) {
                throw new AssertionError(funding.errors());
            }
            for (FundingFile.Row row : funding.rows()) {
                if (row.operation() == FundingFile.Operation.DEPOSIT) {
                    must(
                            member.id(),
                            new Command.Deposit(
                                    row.reference(),
                                    row.member(),
                                    row.account(),
                                    row.asset(),
                                    row.amount(),
                                    row.valueDate()));
                } else {
                    must(
                            row.member(),
                            new Command.RequestWithdrawal(
                                    row.reference(), row.account(), row.asset(), row.amount(), row.valueDate()));
                    must(member.id(), new Command.AttestWithdrawal(row.member(), row.reference(), true));
                }
            }
        }
    }

    /** Records and decides all pages of reversals or of all else; a reversal needs its trade settled before. */
    private void alleged(boolean reversals) {
        for (Member author : acting()) {
            Map<String, List<TradeRow>> byCounterparty = new TreeMap<>();
            for (TradeRow row : file(author.id()).rows()) {
                if (row.side() == TradeRow.Side.SELL && row.reverses().isPresent() == reversals) {
                    byCounterparty
                            .computeIfAbsent(row.counterparty(), id -> new ArrayList<>())
                            .add(row);
                }
            }
            byCounterparty.forEach((counterparty, rows) -> {
                for (int from = 0; from < rows.size(); from += PAGE) {
                    page(author.id(), counterparty, rows.subList(from, Math.min(from + PAGE, rows.size())));
                }
            });
        }
    }

    private void page(String author, String counterparty, List<TradeRow> rows) {
        int number = pageNumbers.merge(author + ">" + counterparty, 1, Integer::sum) - 1;
        PageId id = new PageId(lane, author, counterparty, number);
        TradePage page =
                TradePage.of(id, rows.stream().map(row -> trade(author, row)).toList());
        must(author, new Command.RecordPage(page.encode()));
        pages.add(id);
        BitSet affirmed = new BitSet();
        BitSet rejected = new BitSet();
        Map<TradeRow.Key, TradeRow> own = new HashMap<>();
        file(counterparty).rows().forEach(row -> own.put(row.key(), row));
        for (int i = 0; i < rows.size(); i++) {
            TradeRow sell = rows.get(i);
            places.put(sell.reference(), new TradeId(id, i));
            TradeRow buy = own.get(new TradeRow.Key(author, sell.reference()));
            (buy != null && alike(sell, buy) ? affirmed : rejected).set(i);
        }
        if (!affirmed.isEmpty()) {
            must(counterparty, new Command.Affirm(id, page.contentHash(), Selection.of(affirmed)));
        }
        if (!rejected.isEmpty()) {
            must(counterparty, new Command.Reject(id, page.contentHash(), Selection.of(rejected), RejectReason.OTHER));
        }
    }

    BusinessDigest digest() {
        return BusinessDigest.of(state.entrySet());
    }

    private static boolean alike(TradeRow sell, TradeRow buy) {
        return buy.side() == TradeRow.Side.BUY
                && sell.kind() == buy.kind()
                && sell.asset() == buy.asset()
                && sell.quantity() == buy.quantity()
                && sell.payment().equals(buy.payment())
                && sell.valueDate().equals(buy.valueDate())
                && sell.account() == buy.counterpartyAccount()
                && sell.counterpartyAccount() == buy.account()
                && sell.reverses().equals(buy.reverses());
    }

    private Trade trade(String author, TradeRow row) {
        Optional<Reversal> reverses = row.reverses().map(reference -> {
            TradeId place = Optional.ofNullable(places.get(reference)).orElseThrow();
            return new Reversal(
                    place.page().author().equals(author), place.page().number(), place.index());
        });
        return new Trade(
                row.kind(),
                true,
                row.priority(),
                row.account(),
                row.counterpartyAccount(),
                Leg.plain(row.asset(), row.quantity()),
                row.payment().map(payment -> Leg.plain(payment.asset(), payment.amount())),
                row.tradeDate(),
                row.valueDate(),
                row.reference(),
                Bytes.sha256(row.detail().toString().getBytes(StandardCharsets.UTF_8)),
                reverses);
    }

    private void settle() {
        Outcome outcome;
        do {
            now = now.plusSeconds(1);
            Command round =
                    gross ? new Command.Settle(lane, selections()) : new Command.SettleRound(lane, List.copyOf(pages));
            outcome = apply(acting().getLast().id(), round);
        } while (outcome.code() == ResultCode.OK && outcome.affected() > 0);
    }

    private List<Command.PageSelection> selections() {
        return pages.stream().map(Command.PageSelection::all).toList();
    }

    private TradeFile file(String member) {
        return Optional.ofNullable(files.get(member)).orElseThrow();
    }

    private void must(String member, Command command) {
        Outcome outcome = apply(member, command);
        if (!outcome.accepted()) {
            throw new AssertionError(member + " " + command + ": " + outcome);
        }
    }

    private Outcome apply(String member, Command command) {
        TxContext tx = new TxContext("tx" + ++transactions, now);
        Caller caller = new Caller(member, EnumSet.allOf(Role.class));
        Transition transition = Kernel.apply(key -> Optional.ofNullable(state.get(key)), caller, tx, Batch.of(command));
        state.putAll(transition.writes());
        for (Effect effect : transition.effects()) {
            switch (effect) {
                case Effect.Posted each -> posted.add(each);
                case Effect.TradeRecorded each -> states.put(each.trade().reference(), TradeState.ALLEGED);
                case Effect.TradeMoved each -> states.put(reference(each.id()), each.to());
                default -> {
                    // Nothing that this day is compared by.
                }
            }
        }
        return transition.outcomes().getFirst();
    }

    private String reference(TradeId id) {
        byte[] page = Optional.ofNullable(state.get(Keys.page(id.page()))).orElseThrow();
        return TradePage.ofLedger(page).reference(id.index());
    }

    /** The name of the member's account by its number. */
    String accountName(Effect.Posted posting) {
        return constitution.accountName(posting.member(), posting.account());
    }

    Constitution constitution() {
        return constitution;
    }
}
