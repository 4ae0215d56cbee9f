package clearing.kernel.trade;

/**
 * What a leg moves. Sealed, so that hidden amounts (commitments) can come beside plain ones and every place that must decide
 * between them is found by the compiler.
 */
public sealed interface Amount {
    /** An amount that every member of the channel can read, in minor units of the leg's asset. */
    record Plain(long minor) implements Amount {}
}
