package clearing.books;

/** Carries a problem from where it is found to the adaptor's entry point, which returns it; it never leaves the package. */
final class BooksException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    BooksException(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    BooksException(ProblemCode code, Location location, String field, String sentence) {
        this(new Problem(code, location, field, sentence));
    }

    Problem problem() {
        return problem;
    }
}
