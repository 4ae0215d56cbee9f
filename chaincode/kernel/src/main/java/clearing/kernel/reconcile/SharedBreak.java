package clearing.kernel.reconcile;

import clearing.kernel.ResultCode;
import clearing.kernel.codec.Blob;
import clearing.kernel.codec.ByteReader;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A break between two members, as the ledger holds it.
 *
 * <pre>
 * break := format u8 | opener text | reference text | counterparty text | subject | opened word | answer by i64 | resolve by i64
 *        | has answer u8 (word) | comments u16 | last comment 32 bytes | has proposal u8 (proposal)
 *        | has escalation u8 (escalation) | end u8 (0 none, 1 resolved, 2 withdrawn) (ended at i64 when 1 or 2)
 * </pre>
 *
 * @param opened who opened it, with the salted hash of the opener's evidence
 * @param answerBy until when the counterparty is to answer
 * @param resolveBy until when all four are to sign
 * @param answer the same of the counterparty
 * @param comments how many there were
 * @param lastComment a hash over the last comment and all before it; zeros for none
 * @param withdrawn when the opener took it back
 * @param resolved when the fourth signature came
 */
public record SharedBreak(
        BreakId id,
        String counterparty,
        Subject subject,
        Word opened,
        Instant answerBy,
        Instant resolveBy,
        Optional<Word> answer,
        int comments,
        Blob lastComment,
        Optional<ResolutionProposal> proposal,
        Optional<Escalation> escalation,
        Optional<Instant> resolved,
        Optional<Instant> withdrawn) {
    static final Blob ZEROS = Blob.of(new byte[32]);

    private static final int FORMAT = 1;

    static SharedBreak open(
            BreakId id, String counterparty, Subject subject, Word opened, Instant answerBy, Instant resolveBy) {
        return new SharedBreak(
                id,
                counterparty,
                subject,
                opened,
                answerBy,
                resolveBy,
                Optional.empty(),
                0,
                ZEROS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public boolean isParty(String member) {
        return id.opener().equals(member) || counterparty.equals(member);
    }

    public BreakState state() {
        BreakState stage = stage();
        return escalation.isPresent() && !stage.ended() ? BreakState.ESCALATED : stage;
    }

    /** The state without regard to an escalation. */
    public BreakState stage() {
        if (resolved.isPresent()) {
            return BreakState.RESOLVED;
        }
        if (withdrawn.isPresent()) {
            return BreakState.WITHDRAWN;
        }
        if (proposal.isPresent()) {
            boolean half = proposal.get().opener().whole()
                    || proposal.get().counterparty().whole();
            return half ? BreakState.HALF_SIGNED : BreakState.PROPOSED;
        }
        return answer.isPresent() ? BreakState.ANSWERED : BreakState.OPEN;
    }

    /**
     * Whose turn has passed at an instant, the opener first: after {@code answerBy} the counterparty that has not answered; after
     * {@code resolveBy} also who has not signed the standing proposal wholly, and both when there is none.
     */
    public List<String> late(Instant now) {
        List<String> late = new ArrayList<>();
        if (stage().ended()) {
            return late;
        }
        boolean over = now.isAfter(resolveBy);
        if (over && !proposal.map(p -> p.opener().whole()).orElse(false)) {
            late.add(id.opener());
        }
        boolean unanswered = answer.isEmpty() && now.isAfter(answerBy);
        if (unanswered || over && !proposal.map(p -> p.counterparty().whole()).orElse(false)) {
            late.add(counterparty);
        }
        return late;
    }

    SharedBreak answered(Word word) {
        return with(Optional.of(word), comments, lastComment, proposal, escalation, resolved, withdrawn);
    }

    SharedBreak commented(String by, Blob hash) {
        byte[] all = new ByteWriter(128)
                .fixed(lastComment.bytes())
                .text(by)
                .fixed(hash.bytes())
                .toBytes();
        return with(answer, comments + 1, Blob.of(Bytes.sha256(all)), proposal, escalation, resolved, withdrawn);
    }

    SharedBreak proposed(ResolutionProposal next) {
        return with(answer, comments, lastComment, Optional.of(next), escalation, resolved, withdrawn);
    }

    SharedBreak resolvedAt(Instant at) {
        return with(answer, comments, lastComment, proposal, escalation, Optional.of(at), withdrawn);
    }

    SharedBreak withdrawnAt(Instant at) {
        return with(answer, comments, lastComment, proposal, escalation, resolved, Optional.of(at));
    }

    SharedBreak escalated(Escalation now) {
        return with(answer, comments, lastComment, proposal, Optional.of(now), resolved, withdrawn);
    }

    private SharedBreak with(
            Optional<Word> nowAnswer,
            int nowComments,
            Blob nowLast,
            Optional<ResolutionProposal> nowProposal,
            Optional<Escalation> nowEscalation,
            Optional<Instant> nowResolved,
            Optional<Instant> nowWithdrawn) {
        return new SharedBreak(
                id,
                counterparty,
                subject,
                opened,
                answerBy,
                resolveBy,
                nowAnswer,
                nowComments,
                nowLast,
                nowProposal,
                nowEscalation,
                nowResolved,
                nowWithdrawn);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(512).u8(FORMAT);
        id.write(out);
        subject.write(out.text(counterparty));
        opened.write(out);
        out.i64(answerBy.toEpochMilli()).i64(resolveBy.toEpochMilli());
        out.u8(answer.isPresent() ? 1 : 0);
        answer.ifPresent(word -> word.write(out));
        out.u16(comments).fixed(lastComment.bytes()).u8(proposal.isPresent() ? 1 : 0);
        proposal.ifPresent(p -> p.write(out));
        out.u8(escalation.isPresent() ? 1 : 0);
        escalation.ifPresent(e -> e.write(out));
        out.u8(resolved.isPresent() ? 1 : withdrawn.isPresent() ? 2 : 0);
        resolved.or(() -> withdrawn).ifPresent(at -> out.i64(at.toEpochMilli()));
        return out.toBytes();
    }

    /** @throws clearing.kernel.MalformedInput when the bytes are no shared break */
    public static SharedBreak decode(byte[] stored) {
        ByteReader in = new ByteReader(stored);
        if (in.u8("break.format") != FORMAT) {
            throw in.fault(ResultCode.UNSUPPORTED_VERSION, "break.format", "is not 1");
        }
        SharedBreak open = open(
                BreakId.read(in, "break"),
                in.text("break.counterparty"),
                Subject.read(in, "break.subject"),
                Word.read(in, "break.opened"),
                Instant.ofEpochMilli(in.i64("break.answerBy")),
                Instant.ofEpochMilli(in.i64("break.resolveBy")));
        Optional<Word> answer = Signatures.word(in, "break.answer");
        int comments = in.u16("break.comments");
        Blob last = Blob.of(in.fixed(32, "break.lastComment"));
        Optional<ResolutionProposal> proposal = in.flag("break.proposal")
                ? Optional.of(ResolutionProposal.read(in, "break.proposal"))
                : Optional.empty();
        Optional<Escalation> escalation =
                in.flag("break.escalation") ? Optional.of(Escalation.read(in, "break.escalation")) : Optional.empty();
        int end = in.u8("break.end");
        if (end > 2) {
            throw in.fault(ResultCode.MALFORMED, "break.end", "has the unknown value " + end);
        }
        Optional<Instant> ended =
                end == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(in.i64("break.endedAt")));
        in.end("break");
        return open.with(
                answer,
                comments,
                last,
                proposal,
                escalation,
                ended.filter(at -> end == 1),
                ended.filter(at -> end == 2));
    }
}
