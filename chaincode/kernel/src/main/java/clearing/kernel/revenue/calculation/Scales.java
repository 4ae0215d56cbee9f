package clearing.kernel.revenue.calculation;

/** Decimals of assets. */
@FunctionalInterface
public interface Scales {
    /**
     * @param asset code
     * @return decimals of one minor unit
     */
    int of(String asset);
}
