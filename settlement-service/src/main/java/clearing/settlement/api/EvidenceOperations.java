package clearing.settlement.api;

import clearing.kernel.codec.Bytes;
import clearing.settlement.access.Access;
import clearing.settlement.evidence.BreakEvidence;
import clearing.settlement.evidence.DayEvidence;
import clearing.settlement.evidence.Pack;
import clearing.settlement.evidence.PackSigner;
import clearing.settlement.matching.Scales;
import clearing.settlement.store.Database;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;

/** Evidence packs. Each that leaves the service is noted in the audit log, with its hash. */
final class EvidenceOperations {
    private final String member;
    private final Database database;
    private final Access access;
    private final Scales scales;
    private final PackSigner signer;

    EvidenceOperations(ServiceParts parts) {
        this.member = parts.member();
        this.database = parts.database();
        this.access = parts.access();
        this.scales = parts.scales();
        this.signer = parts.signer();
    }

    void register(Map<String, Operation> operations) {
        operations.put("breakEvidence", this::ofBreak);
        operations.put("accountEvidence", this::ofDay);
    }

    private Answer ofBreak(Call call) {
        long id = call.pathNumber("breakId");
        Pack pack = database.read(connection -> BreakEvidence.of(connection, member, scales, id))
                .orElseThrow(() -> ApiException.notFound("The break"));
        return answer(call, pack, "break " + id, "break-" + id + ".pdf");
    }

    private Answer ofDay(Call call) {
        String account = call.text("account").orElseThrow();
        String asset = call.text("asset").orElseThrow();
        LocalDate day = call.date("day").orElseThrow();
        Pack pack = database.read(connection -> DayEvidence.of(connection, member, scales, account, asset, day))
                .orElseThrow(() -> ApiException.notFound(
                        "What the account booked that day, in at most " + DayEvidence.MOST + " entries,"));
        String name = account + "-" + asset + "-" + day;
        return answer(call, pack, name, name.replaceAll("[^A-Za-z0-9._-]", "_") + ".pdf");
    }

    private Answer answer(Call call, Pack pack, String subject, String fileName) {
        byte[] pdf = signer.sign(pack.facts(), pack.certificates());
        access.record(
                call.user(),
                "EVIDENCE_READ",
                subject,
                "sha256 " + HexFormat.of().formatHex(Bytes.sha256(pdf)));
        return Answer.file("application/pdf", fileName, Buffer.buffer(pdf));
    }
}
