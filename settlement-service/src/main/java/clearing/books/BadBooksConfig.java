package clearing.books;

/** The configuration of the books is wrong; nothing can be read with it. */
public final class BadBooksConfig extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    BadBooksConfig(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /** What is wrong and where; the field is a path such as {@code /accounts/2/asset}. */
    public Problem problem() {
        return problem;
    }
}
