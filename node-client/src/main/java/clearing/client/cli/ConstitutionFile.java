package clearing.client.cli;

import clearing.client.trade.JsonFile;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.constitution.Constitution;
import clearing.kernel.constitution.Lane;
import clearing.kernel.constitution.Member;
import clearing.kernel.constitution.MemberRole;
import clearing.kernel.rulebook.Rulebook;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code constitution.json}; unknown and missing fields are errors. */
final class ConstitutionFile {
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    record Shape(int version, List<Lane> lanes, List<AssetShape> assets, List<MemberShape> members) {}

    record AssetShape(String code, AssetKind kind, int scale, String issuer, String lane) {}

    record MemberShape(String id, String name, List<MemberRole> roles, List<String> accounts) {}

    private ConstitutionFile() {}

    /** @throws clearing.client.trade.BadInput when the file is no constitution */
    static Constitution read(Path file, Rulebook rules) {
        Shape shape = JsonFile.read(file, Shape.class, "A constitution", "MALFORMED_CONSTITUTION", MAX_BYTES);
        return new Constitution(
                shape.version(),
                shape.lanes(),
                shape.assets().stream()
                        .map(a -> new Asset(a.code(), a.kind(), a.scale(), a.issuer(), a.lane()))
                        .toList(),
                shape.members().stream()
                        .map(m -> new Member(m.id(), m.name(), m.roles(), m.accounts()))
                        .toList(),
                rules);
    }
}
