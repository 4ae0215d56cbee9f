package clearing.settlement.evidence;

import clearing.client.evidence.EvidenceFacts;
import clearing.client.evidence.EvidencePack;
import clearing.kernel.codec.Blob;
import clearing.settlement.store.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Certificates among the files that people attached to breaks. */
final class AttachedCertificates {
    private AttachedCertificates() {}

    /**
     * Those that prove something of the facts. What is no certificate, or speaks of something else, stays among the attachments.
     *
     * @param breaks whose
     */
    static SortedMap<String, Blob> of(Connection connection, Long[] breaks, EvidenceFacts facts) throws SQLException {
        record File(long id, byte[] content) {}
        List<File> files = Rows.list(
                connection,
                "select min(id) as id, content from break_attachment where break_id = any(?) and type = 'text/plain'"
                        + " group by sha256, content order by min(id)",
                List.of((Object) breaks),
                row -> new File(row.getLong("id"), row.getBytes("content")));
        SortedMap<String, Blob> certificates = new TreeMap<>();
        for (File file : files) {
            if (EvidencePack.supports(facts, file.content())) {
                certificates.put("certificate-" + file.id() + ".json", Blob.of(file.content()));
            }
        }
        return certificates;
    }
}
