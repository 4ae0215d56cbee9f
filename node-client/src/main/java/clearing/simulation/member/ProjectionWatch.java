package clearing.simulation.member;

/** Sees what projections do, in the step in which they do it. */
@FunctionalInterface
public interface ProjectionWatch {
    /** A consumer of a projection has committed the page of a block. */
    void committed(Projection projection, long epoch, Books.Page page);
}
