package clearing.generate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of malformed inputs, each with the code and line of the error that it must get, and one right file of each sort to
 * compare with. All of them are files of one broker, whose constitution and account mapping stand beside them. Nothing in it
 * depends on a seed.
 */
final class MalformedGallery {
    static final String INDEX = "index.csv";

    private final Consortium consortium = new Consortium();
    private final Member member = consortium.members().getFirst();

    void write(Folder folder) throws IOException {
        List<Specimen> specimens = new ArrayList<>();
        specimens.addAll(new TradeSpecimens(consortium, member).all());
        specimens.addAll(new FundingSpecimens(consortium).all());
        specimens.addAll(new StatementSpecimens(consortium, member).all());
        specimens.addAll(new SecuritiesSpecimens(consortium, member).all());
        Csv index = new Csv("file", "reads", "member", "after", "line", "code", "note");
        for (Specimen specimen : specimens) {
            folder.write(specimen.path(), specimen.contents());
            String owner =
                    specimen.reads().equals("funding") ? consortium.issuer().id() : member.id();
            index.row(
                    specimen.path(),
                    specimen.reads(),
                    owner,
                    specimen.after(),
                    Integer.toString(specimen.line()),
                    specimen.code(),
                    specimen.note());
        }
        folder.write(DayWriter.CONSTITUTION, ConstitutionFile.of(consortium));
        folder.write("books.json", BooksConfigFile.of(consortium, member, true));
        folder.write(INDEX, index.text());
    }
}
