package clearing.bench.day;

import clearing.generate.GenerateCommand;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What the command line makes, and the parts of it that no product reader is public for. */
final class Generated {
    private Generated() {}

    static void make(String... arguments) {
        int exit = new CommandLine(new GenerateCommand())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .execute(arguments);
        if (exit != 0) {
            throw new AssertionError("generate ended with " + exit);
        }
    }

    static List<NamedCsvRecord> rows(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        }
    }

    static Constitution constitution(Path folder) throws IOException {
        JsonNode root =
                new ObjectMapper().readTree(folder.resolve("constitution.json").toFile());
        List<Lane> lanes = new ArrayList<>();
        root.path("lanes")
                .forEach(lane -> lanes.add(new Lane(
                        lane.path("code").asText(),
                        lane.path("utcOffsetMinutes").asInt())));
        List<Asset> assets = new ArrayList<>();
        root.path("assets")
                .forEach(asset -> assets.add(new Asset(
                        asset.path("code").asText(),
                        AssetKind.valueOf(asset.path("kind").asText()),
                        asset.path("scale").asInt(),
                        asset.path("issuer").asText(),
                        asset.path("lane").asText())));
        List<Member> members = new ArrayList<>();
        root.path("members")
                .forEach(member -> members.add(new Member(
                        member.path("id").asText(),
                        member.path("name").asText(),
                        texts(member.path("roles")).stream()
                                .map(MemberRole::valueOf)
                                .toList(),
                        texts(member.path("accounts")))));
        return new Constitution(root.path("version").asInt(), lanes, assets, members);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
