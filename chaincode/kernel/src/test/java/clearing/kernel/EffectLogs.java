package clearing.kernel;

/** Effect logs for tests that look at a part of the kernel by itself. */
public final class EffectLogs {
    private EffectLogs() {}

    public static EffectLog none() {
        return EffectLog.discarding();
    }
}
