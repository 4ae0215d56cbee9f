package clearing.simulation.engine;

/**
 * What must come up over a run, or the run proves nothing about it: a simulator whose faults never bite, or whose trades never reset
 * anything, would pass whatever the product does. A run of many seeds fails when one of them never occurred.
 */
public enum Situation {
    MESSAGE_LOST("a message was lost"),
    MESSAGE_DOUBLED("a message arrived twice"),
    MESSAGE_LATE("a message was held up for seconds"),
    MESSAGE_CUT_OFF("a message went into a partition"),
    PARTITION("a site was cut off"),
    PARTITION_ONE_WAY("a site could hear and not speak"),
    CRASHED("a host fell at a port"),
    RESTARTED("a fallen host came back"),
    STATE_BEHIND_BLOCKS("a peer fell between storing a block and its state"),
    ACK_LOST_AFTER_COMMIT("a projection fell after its commit"),
    TAKEN_OVER("a second consumer took over from one that still ran"),
    FENCED("a consumer that was taken over could not commit"),
    BLOCK_OUT_OF_ORDER("a block came before the one before it"),
    BLOCK_AGAIN("a block came again"),
    BLOCK_FORGED("a member refused an altered block of its own peer"),
    ENVELOPE_FORGOTTEN("the orderer lost what it had acknowledged"),
    SAME_ENVELOPE_AGAIN("a client sent the same envelope again"),
    DUPLICATE_TXID("a second copy of a transaction was in a block"),
    VERSION_CONFLICT("a transaction had read an older version"),
    NEW_PROPOSAL("a client made a new proposal after a version conflict"),
    ENDORSERS_DISAGREE("endorsers answered different results"),
    LIE_OUTVOTED("an altered endorsement did not count"),
    LIE_IN_BLOCK("a transaction that one liar endorsed was invalid"),
    CLOCK_REFUSED("endorsers refused a clock that was far off"),
    TIME_RAN_BACKWARDS("a round was older than what its lane had accepted"),
    UNKNOWN_TURNED_VALID("an unknown outcome turned out to be valid"),
    TWO_AGENTS_RACED("of two rounds at once one lost"),
    REPEATED("the same content was sent again and recognised"),
    CONFLICTING("other content under the same identity was refused"),
    WRONG_ROLE("a certificate without the role was refused"),
    NOT_A_PARTY("somebody else's trade was refused"),
    LINKED_UNDONE("one refusal took a linked group back"),
    SHORT("value that was not there was refused"),
    WITHDRAWAL_PAID("a withdrawal was paid"),
    WITHDRAWAL_DECLINED("a withdrawal was declined"),
    CONSTITUTION_GREW("a later constitution came into force"),
    REJECTED("a trade was rejected"),
    CANCELLED("both sides cancelled a trade"),
    EXPIRED("a trade expired without affirmation"),
    FAILED("a trade failed without cover"),
    QUEUED("a trade waited for cover"),
    SETTLED_GROSS("a trade settled gross"),
    SETTLED_IN_CIRCLE("trades settled that could not one by one"),
    SET_SETTLED("a proposed set settled"),
    SET_REFUSED("a proposed set was refused"),
    REVERSED("a reversal settled"),
    DAY_TURNED("a business day turned"),
    BALANCE_WAITED_FOR("a trade was still short at the end");

    private final String sentence;

    Situation(String sentence) {
        this.sentence = sentence;
    }

    /** What it is, for people. */
    public String sentence() {
        return sentence;
    }
}
