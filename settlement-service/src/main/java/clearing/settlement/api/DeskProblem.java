package clearing.settlement.api;

import clearing.settlement.desk.DeskRefusal;

/** Refusals of the desk as problems. */
final class DeskProblem {
    private DeskProblem() {}

    static ApiException of(DeskRefusal refusal) {
        String sentence = refusal.sentence();
        return switch (refusal.code()) {
            case NOT_FOUND -> ApiException.notFound(sentence.replace(" does not exist.", ""));
            case INVALID -> ApiException.invalid(refusal.field(), sentence);
            case CONFLICT -> ApiException.conflict(sentence);
            case COUNT_DIFFERS -> ApiException.conflict("COUNT_DIFFERS", "Another number of breaks", sentence);
            case OWN_PROPOSAL -> ApiException.conflict("OWN_PROPOSAL", "Another person decides", sentence);
            case ALREADY_DECIDED -> ApiException.conflict("ALREADY_DECIDED", "Nothing waits", sentence);
            case STALE -> ApiException.conflict("STALE", "It has changed since", sentence);
            case OVER_AUTHORITY -> ApiException.conflict("OVER_AUTHORITY", "More than may be decided", sentence);
            case FILE_TYPE -> ApiException.mediaType(sentence);
            case TOO_LARGE -> ApiException.tooLarge();
        };
    }
}
