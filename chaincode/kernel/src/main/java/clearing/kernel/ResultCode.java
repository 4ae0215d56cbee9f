package clearing.kernel;

/**
 * The outcome of one command. Numbers are part of the ledger's encoding: stable, never reused. Within a command the
 * checks run in the order of the hundreds, but where a check needs what a later one finds; the first fault is reported.
 */
public enum ResultCode {
    OK(0, "Done."),
    ALREADY_RECORDED(1, "The same content stands on the ledger already; nothing changed."),
    NOTHING_TO_DO(2, "Nothing could be moved; nothing changed."),

    MALFORMED(100, "The bytes are not a value of the ledger's encoding."),
    TOO_LARGE(101, "A length or count is above its limit."),
    UNSUPPORTED_VERSION(102, "The encoding's version is not known to this contract."),

    NOT_CONSTITUTED(200, "No constitution is in force yet."),
    UNKNOWN_MEMBER(201, "The institution is not a member of this ledger."),
    ROLE_MISSING(202, "The caller's certificate does not carry the role that this command needs."),
    READ_ONLY_MEMBER(203, "A member that is only a regulator reads and does not act."),
    NOT_A_PARTY(204, "The caller's institution is not the party that may do this."),
    NOT_THE_ISSUER(205, "Only the asset's issuer attests this."),

    VERSION_NOT_NEXT(300, "A constitution's version must be one more than the one in force."),
    NOT_AN_EXTENSION(301, "A later constitution may add lanes, assets, members and accounts, not change or drop them."),
    INVALID_CONSTITUTION(302, "The constitution contradicts itself."),
    NOTHING_TO_RATIFY(303, "No proposed constitution has this hash."),

    CONTENT_CONFLICT(400, "Other content stands on the ledger under the same identity."),
    UNKNOWN_LANE(401, "The settlement lane is not in the constitution."),
    UNKNOWN_ASSET(402, "The asset is not in the constitution."),
    UNKNOWN_ACCOUNT(403, "The member has no such account."),
    WRONG_LANE(404, "The asset settles in another lane."),
    AMOUNT_NOT_POSITIVE(405, "An amount must be greater than zero."),
    AMOUNT_TOO_LARGE(406, "An amount or the total issued would pass the limit of the ledger."),
    DATE_OUT_OF_RANGE(407, "A date is outside what the ledger accepts, or the value date is before the trade date."),
    BAD_REFERENCE(408, "A reference has 1 to 16 characters of A-Z, 0-9, '-', '/' and '.'."),
    DUPLICATE_REFERENCE(409, "The same reference stands twice in one page."),
    KIND_MISMATCH(410, "The legs do not fit the kind of trade."),
    OWN_COUNTERPARTY(411, "A member cannot trade with itself."),

    PAGE_NOT_FOUND(500, "No such page is recorded."),
    CONTENT_HASH_DIFFERS(501, "The page on the ledger is not the one that the caller saw."),
    SELECTION_OUT_OF_RANGE(502, "The selection names trades that the page does not have, or none."),
    STATE_FORBIDS(503, "A selected trade is in a state that does not allow this."),
    REVERSED_TRADE_NOT_FOUND(504, "The trade to reverse is not on the ledger."),
    REVERSED_TRADE_NOT_SETTLED(505, "Only a settled trade that no other reversal names can be reversed."),
    REVERSAL_NOT_A_MIRROR(506, "A reversal must return the same amounts between the same accounts."),
    WITHDRAWAL_NOT_FOUND(507, "No such withdrawal is waiting for attestation."),
    PROPOSAL_STALE(508, "A proposed trade is not waiting any more, or not due yet."),
    INSTRUCTIONS_NOT_FOUND(520, "No such page of instructions is recorded by the other side of these trades."),
    NOT_MATCHABLE(521, "A trade that reverses or amends another is affirmed and not matched."),
    AMENDED_TRADE_NOT_OPEN(522, "The trade to amend is not on the ledger, not open any more, or cannot be amended."),
    ALLOCATION_TERMS_DIFFER(523, "A part has other terms than its block, beyond amount, reference and own account."),
    ALLOCATION_SUM_DIFFERS(524, "The parts do not sum to the block in every leg."),
    HOLD_NOT_FOUND(525, "No such hold stands on the ledger."),
    HOLD_RESOLVED(526, "The hold has been posted, voided or has expired already."),
    PERIOD_CLOSED(527, "The value date lies in a closed period; what comes late is an adjusting entry."),
    PERIOD_OPEN(528, "Only what would belong into a closed period is an adjusting entry."),
    PERIOD_NOT_CLOSABLE(529, "The agreed rule does not allow to close the period yet, or the lane has no such rule."),
    ADJUSTED_TRADE_NOT_FOUND(530, "The trade to adjust is not one of both sides with the closed value date."),
    NO_CYCLE_TERMS(540, "The lane has no cycle terms: it settles gross."),
    OUTSIDE_CALENDAR(541, "The lane's calendars do not cover a day that matters."),
    CUT_OFF_NOT_REACHED(542, "The cycle's cut-off has not come yet."),
    CYCLE_NOT_FOUND(543, "No such cycle of the lane is cut off."),
    CYCLE_STATE_FORBIDS(544, "The cycle is in a state that does not allow this."),
    CYCLE_CUT_OFF(545, "The trade's cycle is cut off: it settles in its net."),
    UNKNOWN_CYCLE(546, "The lane cannot have a cycle of this number or date."),
    FAIL_TIME_NOT_REACHED(547, "What is short is carried only when the time that the members agreed has passed."),
    FUNDS_SETTLE_NET(548, "In this lane securities are delivered by themselves and funds settle in the cycle."),
    INVALID_TERMS(550, "The terms contradict themselves, promise without bounds, or cannot be calculated."),
    AGREEMENT_NOT_FOUND(551, "No version of such an agreement is in force for this."),
    TERMS_VERSION_NOT_NEXT(552, "The version is not the one after the last that came into force."),
    NOTHING_TO_SIGN(553, "No proposed terms of this version have this hash."),
    TERMS_TOO_LATE(554, "Terms cannot begin in a period that is calculated already, or before their version."),
    NOT_THE_REPORTER(555, "The agreement names another party for this measure."),
    UNKNOWN_MEASURE(556, "The agreement in force for the period has no such measure."),
    UNKNOWN_CLAUSE(557, "The agreement in force for the period has no such clause, or its line cannot be set aside."),
    FACT_OUT_OF_BOUNDS(558, "The value is outside the bounds that the agreement sets for the measure."),
    FACT_NOT_NEXT(559, "A part or revision does not follow on what is reported."),
    STEP_NOT_AGREED(560, "The lane's rounds do not go this far, as its members agreed."),
    NOT_YOUR_TURN(561, "Another member's agent has the turn at the lane's rounds, as its members agreed."),
    FACT_SEALED(562, "The measure is sealed: what stands can be superseded, nothing can be added."),
    FACT_NOT_SEALED(563, "The measure is not sealed for the period."),
    FACT_NOT_FINAL(564, "The measure can still be challenged and is not attested by all."),
    FACT_CHALLENGED(565, "The measure is challenged, and the lines that depend on it are not disputed."),
    WINDOW_CLOSED(566, "The time in which a measure can be challenged has passed."),
    REVENUE_PERIOD_OPEN(567, "The period is not over yet."),
    REVENUE_PERIOD_NOT_NEXT(568, "The period is not the next to be calculated."),
    BEYOND_LOOKBACK(569, "The period is too far back for a correction, as the agreement says."),
    NO_ESCROW(570, "The agreement names no escrow account to set an amount aside in."),
    ESCROW_ACCOUNT(571, "The account is an escrow: only agreements take from it."),
    DISPUTE_NOT_FOUND(572, "No amount of this line is set aside."),
    AMOUNTS_DO_NOT_SUM(573, "The amounts do not sum to what is set aside."),
    DRAWING_NOT_NEXT(574, "The drawing's number is not the next one."),
    RESERVE_EXCEEDED(575, "More would be drawn than is withheld."),
    PAGE_NUMBER_RESERVED(576, "Page numbers from 1,073,741,824 on belong to payments of agreements."),
    MEMBER_IN_DEFAULT(580, "The member is in default: nothing of its is done any more but the default itself."),
    NO_SUCH_RULE(581, "The rulebook in force has no rule for this."),
    VALUATION_SUPERSEDED(582, "A newer valuation by this valuer stands already."),
    NO_FRESH_VALUATION(583, "An asset has no valuation that is fresh, so nothing can be reckoned with it."),
    DEFAULT_NOT_FOUND(584, "No default of the member with this number has been proposed."),
    DEFAULT_NOT_DECLARED(585, "The default has not got the signatures that declare it."),
    DEFAULT_LIFTED(586, "The default was lifted: the member acts again."),
    DEFAULT_NOT_CURED(587, "Something that the default closed out is owed, or others have borne a part of its loss."),
    SHARED_BREAK_NOT_FOUND(588, "No such break is shared on the ledger."),
    SHARED_BREAK_ENDED(589, "The break is resolved or withdrawn."),
    PERSON_UNKNOWN(590, "The caller's certificate names no person, and this needs one."),
    SAME_PERSON(591, "Who checks is another person than who made."),
    MAKER_MISSING(592, "A checker signs after a maker of its own institution."),
    PROPOSAL_NUMBER_NOT_NEXT(593, "The proposed resolution's number is not the next one."),
    NO_SUCH_PROPOSAL(594, "The resolution to sign is not the one that stands proposed."),
    INVALID_RESOLUTION(595, "The resolution contradicts itself or the break."),
    EVIDENCE_MISSING(596, "A hash of zeros stands for nothing."),
    INVALID_ANCHOR(597, "The anchor contradicts itself."),
    ANCHOR_NOT_NEXT(598, "The anchor's revision does not follow on what stands."),

    INSUFFICIENT_BALANCE(600, "The position would fall below zero."),
    TIME_RUNS_BACKWARDS(601, "The transaction is older than what the lane has accepted already."),
    PROPOSAL_UNCOVERED(602, "After the proposed trades a position would be below its floor."),
    PROPOSAL_OUT_OF_ORDER(603, "A proposed trade overtakes one that would then lack cover."),
    PROPOSAL_NOT_MAXIMAL(604, "A further waiting trade of the named pages could be added."),
    BREAK_DEADLINE(605, "A break's deadlines lie after the transaction, in order, by 366 days at most."),
    BREAK_NOT_LATE(606, "No deadline of the break has passed for anybody."),
    ANCHOR_TOO_EARLY(607, "The day has not begun anywhere yet."),
    HOLD_DEADLINE(610, "A hold's deadline lies after the transaction, by 366 days at most."),
    HOLD_EXPIRED(611, "The hold's deadline has passed."),
    HOLD_NOT_EXPIRED(612, "Before the deadline only the beneficiary gives a hold up."),
    HOLD_EXCEEDED(613, "More cannot be posted than is held."),
    CYCLE_UNCOVERED(620, "A position would be below its floor after the cycle's nets."),
    NOT_ENOUGH_ISSUED(630, "The issuer has taken in less than this: others still owe it under their caps."),
    PROPOSAL_OVER_LIMIT(631, "After the proposed trades a member would be above a limit towards a counterparty."),
    PLEDGE_EXCEEDED(640, "More would be released than is pledged."),
    COVER_NEEDED(641, "What stays pledged would not carry what the member uses."),
    BELOW_RESERVE_TARGET(642, "The contribution to the reserve fund would fall below its target."),

    LINKED_COMMAND_FAILED(700, "Another command of the same linked group was refused, so this one was not done.");

    private static final ResultCode[] VALUES = values();
    private final int number;
    private final String sentence;

    ResultCode(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** The number on the ledger. */
    public int number() {
        return number;
    }

    public String sentence() {
        return sentence;
    }

    /** True when the command stands as the caller wanted it, now or already. */
    public boolean accepted() {
        return number < 100;
    }

    public static ResultCode ofNumber(int number) {
        for (ResultCode code : VALUES) {
            if (code.number == number) {
                return code;
            }
        }
        throw new MalformedInput(MALFORMED, "code", "result code " + number + " is not known");
    }
}
