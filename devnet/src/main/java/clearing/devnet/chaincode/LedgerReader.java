package clearing.devnet.chaincode;

import java.io.IOException;
import java.util.List;
import org.hyperledger.fabric.protos.ledger.queryresult.KeyModification;

/** What chaincodes may ask of the chain itself. */
@FunctionalInterface
public interface LedgerReader {

    /** Everything that valid transactions wrote to the key, newest first. */
    List<KeyModification> history(String namespace, String key) throws IOException;
}
