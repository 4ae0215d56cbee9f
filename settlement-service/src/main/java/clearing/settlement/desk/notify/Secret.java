package clearing.settlement.desk.notify;

/** Bytes that no text and no log shows. */
public final class Secret {
    private final byte[] bytes;

    /** Copies the bytes. */
    public Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Secret[" + bytes.length + " bytes]";
    }
}
