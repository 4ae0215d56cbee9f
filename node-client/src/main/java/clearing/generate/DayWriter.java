package clearing.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes a planned day in the folder layout that the rest of the product reads. */
final class DayWriter {
    static final String CONSTITUTION = "constitution.json";
    static final String RULES = "rules.json";
    static final String MANIFEST = "manifest.json";
    static final String ANSWERS = "planted-breaks.csv";
    static final String EXCEPTIONS = "planted-exceptions.csv";

    private final Day day;
    private final Consortium consortium;
    private final Folder folder;
    private final Consumer<String> progress;
    private final List<List<List<BookEntry>>> entries = new ArrayList<>();
    private final Balances opening;

    /**
     * @param progress told the name of each part before it is written
     */
    DayWriter(Day day, Folder folder, Consumer<String> progress) {
        this.day = day;
        this.consortium = day.consortium();
        this.folder = folder;
        this.progress = progress;
        this.opening = new Balances(consortium);
        for (int i = 0; i < consortium.holders().size(); i++) {
            List<List<BookEntry>> row = new ArrayList<>();
            consortium.assets().forEach(asset -> row.add(new ArrayList<>()));
            entries.add(row);
        }
    }

    void write() throws IOException {
        day.books().entries().forEach(entry -> of(entry.holder(), entry.asset()).add(entry));
        day.fundings().stream()
                .filter(funding -> funding.valueDate().isBefore(day.options().date()))
                .forEach(funding -> opening.add(funding.holder(), funding.asset(), funding.signed()));
        folder.write(CONSTITUTION, ConstitutionFile.of(consortium));
        folder.write(RULES, ConstitutionFile.rules(consortium));
        folder.write(ANSWERS, AnswerKey.breaks(day.books().planted()));
        folder.write(EXCEPTIONS, AnswerKey.exceptions(day.trades()));
        TradeFile trades = new TradeFile(day.options(), new Draw(day.options().seed()).stream("details"), day.trades());
        FundingFile fundings = new FundingFile(day.fundings());
        for (Member member : consortium.members()) {
            if (!member.accounts().isEmpty()) {
                progress.accept(member.id());
                folder.write(member.id() + "/trades.csv", trades.of(member));
                folder.write(member.id() + "/withdrawals.csv", fundings.withdrawalsOf(member));
                writeBooks(member);
            }
        }
        folder.write(consortium.issuer().id() + "/funding.csv", fundings.ofIssuer());
    }

    private List<BookEntry> of(Holder holder, Asset asset) {
        return entries.get(holder.ordinal()).get(consortium.ordinal(asset));
    }

    private void writeBooks(Member member) throws IOException {
        SecuritiesFile securities = new SecuritiesFile(day.options().date());
        for (Holder holder : consortium.holdersOf(member)) {
            for (Asset asset : consortium.assets()) {
                long balance = opening.of(holder, asset);
                if (asset.cash()) {
                    String path = member.id() + "/statements/" + holder.account() + "-" + asset.code() + ".xml";
                    folder.write(
                            path,
                            CamtStatement.of(
                                    consortium, holder, asset, day.options().date(), balance, of(holder, asset)));
                } else {
                    securities.account(holder, asset, balance, of(holder, asset));
                }
            }
        }
        if (!securities.empty()) {
            folder.write(member.id() + "/" + SecuritiesFile.NAME, securities.text());
        }
        folder.write(member.id() + "/books.json", BooksConfigFile.of(consortium, member, !securities.empty()));
    }
}
