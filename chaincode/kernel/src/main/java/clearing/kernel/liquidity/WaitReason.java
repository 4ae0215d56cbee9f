package clearing.kernel.liquidity;

/** Why an instruction that waits did not settle, at one position that it draws on. Amounts are minor units. */
public sealed interface WaitReason {
    /** Where. */
    int position();

    /**
     * The position has too little.
     *
     * @param missing what it lacks for this instruction alone
     * @param missingInOrder what it lacks for this instruction and all that wait before it there; at least {@code missing}
     */
    record Lacking(int position, long missing, long missingInOrder) implements WaitReason {}

    /**
     * The position has enough for this instruction, but then not for another one that waits there and would be overtaken.
     *
     * @param other the instruction whose cover it would take
     * @param missing what the other would lack
     */
    record Order(int position, int other, long missing) implements WaitReason {}
}
