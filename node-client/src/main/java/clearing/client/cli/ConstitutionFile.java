package clearing.client.cli;

import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code constitution.json}; unknown and missing fields are errors. */
final class ConstitutionFile {
    private static final long MAX_BYTES = 4L * 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    record Shape(int version, List<Lane> lanes, List<AssetShape> assets, List<MemberShape> members) {}

    record AssetShape(String code, AssetKind kind, int scale, String issuer, String lane) {}

    record MemberShape(String id, String name, List<MemberRole> roles, List<String> accounts) {}

    private ConstitutionFile() {}

    /** @throws BadInput when the file is no constitution */
    static Constitution read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw error(file, 0, 0, "FILE_TOO_LARGE", "A constitution has at most " + MAX_BYTES + " bytes.");
            }
            Shape shape = JSON.readValue(Files.readAllBytes(file), Shape.class);
            return new Constitution(
                    shape.version(),
                    shape.lanes(),
                    shape.assets().stream()
                            .map(a -> new Asset(a.code(), a.kind(), a.scale(), a.issuer(), a.lane()))
                            .toList(),
                    shape.members().stream()
                            .map(m -> new Member(m.id(), m.name(), m.roles(), m.accounts()))
                            .toList());
        } catch (JsonProcessingException e) {
            throw error(
                    file,
                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                    e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
                    "MALFORMED_CONSTITUTION",
                    e.getOriginalMessage());
        } catch (IOException e) {
            throw error(file, 0, 0, "UNREADABLE", "Cannot be read: " + e.getMessage());
        }
    }

    private static BadInput error(Path file, int line, int column, String code, String sentence) {
        return new BadInput(List.of(new LocatedError(file, line, column, code, sentence)));
    }
}
