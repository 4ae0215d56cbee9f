package clearing.books;

import java.util.OptionalInt;

/** How many decimals an asset has; the caller answers from the consortium's constitution. */
@FunctionalInterface
public interface AssetScales {
    /** Decimals of the asset (2 for HKD, 0 for most ISINs), or empty when there is no such asset. */
    OptionalInt scale(String asset);
}
