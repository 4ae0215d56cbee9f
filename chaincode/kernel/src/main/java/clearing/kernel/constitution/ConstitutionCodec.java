package clearing.kernel.constitution;

import clearing.kernel.MalformedInput;
import clearing.kernel.ResultCode;
import clearing.kernel.asset.Asset;
import clearing.kernel.asset.AssetKind;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.rulebook.Rulebook;
import java.util.ArrayList;
import java.util.List;

/** Canonical bytes of a constitution: format 1 without rules, format 2 with a rulebook behind the members. */
final class ConstitutionCodec {
    private static final int WITHOUT_RULES = 1;
    private static final int WITH_RULES = 2;
    private static final int MAX_NAME_BYTES = 400;

    private ConstitutionCodec() {}

    static byte[] encode(Constitution constitution) {
        boolean rules = !constitution.rules().isEmpty();
        ByteWriter out =
                new ByteWriter(1024).u8(rules ? WITH_RULES : WITHOUT_RULES).i32(constitution.version());
        out.u8(constitution.lanes().size());
        for (Lane lane : constitution.lanes()) {
            out.text(lane.code()).i32(lane.utcOffsetMinutes());
        }
        out.u16(constitution.assets().size());
        for (Asset asset : constitution.assets()) {
            out.text(asset.code()).u8(asset.kind().ordinal()).u8(asset.scale());
            out.text(asset.issuer()).text(asset.lane());
        }
        out.u16(constitution.members().size());
        for (Member member : constitution.members()) {
            out.text(member.id()).utf8(member.name());
            out.u8(member.roles().size());
            member.roles().forEach(role -> out.u8(role.ordinal()));
            out.u8(member.accounts().size());
            member.accounts().forEach(out::text);
        }
        if (rules) {
            constitution.rules().write(out);
        }
        return out.toBytes();
    }

    static Constitution decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int format = in.u8("constitution.format");
        if (format != WITHOUT_RULES && format != WITH_RULES) {
            throw new MalformedInput(
                    ResultCode.UNSUPPORTED_VERSION, "constitution.format", "the constitution's format is not 1 or 2");
        }
        int version = in.i32("constitution.version");
        List<Lane> lanes = new ArrayList<>();
        for (int left = in.u8("lanes.count"); left > 0; left--) {
            lanes.add(new Lane(in.text("lane.code"), in.i32("lane.utcOffsetMinutes")));
        }
        List<Asset> assets = new ArrayList<>();
        for (int left = in.u16("assets.count"); left > 0; left--) {
            assets.add(new Asset(
                    in.text("asset.code"),
                    in.constant(AssetKind.values(), "asset.kind"),
                    in.u8("asset.scale"),
                    in.text("asset.issuer"),
                    in.text("asset.lane")));
        }
        List<Member> members = new ArrayList<>();
        for (int left = in.u16("members.count"); left > 0; left--) {
            members.add(member(in));
        }
        Rulebook rules = format == WITH_RULES ? Rulebook.read(in) : Rulebook.NONE;
        in.end("constitution");
        if (format == WITH_RULES && rules.isEmpty()) {
            throw new MalformedInput(
                    ResultCode.MALFORMED, "constitution.format", "a constitution without rules has format 1");
        }
        return new Constitution(version, lanes, assets, members, rules);
    }

    private static Member member(ByteReader in) {
        String id = in.text("member.id");
        String name = in.utf8(MAX_NAME_BYTES, "member.name");
        List<MemberRole> roles = new ArrayList<>();
        for (int left = in.u8("member.roles.count"); left > 0; left--) {
            roles.add(in.constant(MemberRole.values(), "member.role"));
        }
        List<String> accounts = new ArrayList<>();
        for (int left = in.u8("member.accounts.count"); left > 0; left--) {
            accounts.add(in.text("member.account"));
        }
        return new Member(id, name, roles, accounts);
    }
}
