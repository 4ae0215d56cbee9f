package clearing.settlement.matching;

import io.vertx.core.json.JsonArray;

/**
 * What became of a file.
 *
 * @param fileId its row number
 * @param fileName as given when it was first seen
 * @param sha256 of its bytes, hex
 * @param already true when the same bytes were ingested before; nothing has changed
 * @param statements that went in
 * @param entries that went in
 * @param rejected rows that did not
 * @param errors as the API shows them
 * @param outcome what reconciliation made of the entries
 */
public record Ingested(
        long fileId,
        String fileName,
        String sha256,
        boolean already,
        int statements,
        int entries,
        int rejected,
        JsonArray errors,
        Outcome outcome) {
    /** Copies the errors. */
    public Ingested {
        errors = errors.copy();
    }

    @Override
    public JsonArray errors() {
        return errors.copy();
    }
}
