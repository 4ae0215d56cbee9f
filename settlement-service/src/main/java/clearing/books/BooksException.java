package clearing.books;

/** Carries a problem from where it is found to the adaptor's entry point, which returns it; it never leaves the package. */
final class BooksException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final boolean endsFile;

    BooksException(Problem problem) {
        this(problem, false);
    }

    private BooksException(Problem problem, boolean endsFile) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
        this.endsFile = endsFile;
    }

    /** A problem after which nothing more of the file can be read. */
    static BooksException endOfFile(Problem problem) {
        return new BooksException(problem, true);
    }

    /** True when there is nothing to go on with after it. */
    boolean endsFile() {
        return endsFile;
    }

    BooksException(ProblemCode code, Location location, String field, String sentence) {
        this(new Problem(code, location, field, sentence));
    }

    Problem problem() {
        return problem;
    }
}
