package clearing.devnet.state;

/** Something that a transaction may not do. The message is what its chaincode is told. */
public final class SimulationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With Fabric's wording where Fabric has one. */
    public SimulationException(String message) {
        super(message);
    }
}
