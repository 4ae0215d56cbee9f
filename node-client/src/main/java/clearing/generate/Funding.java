package clearing.generate;

import java.time.LocalDate;

/**
 * A deposit or withdrawal that the issuer attests.
 *
 * @param reference shared by issuer and holder
 * @param amount minor units, positive
 * @param valueDate before the day for what makes an opening balance, else the day
 */
record Funding(Operation operation, String reference, Holder holder, Asset asset, long amount, LocalDate valueDate) {

    enum Operation {
        DEPOSIT,
        WITHDRAW
    }

    /** What it does to the holder's balance: positive came in. */
    long signed() {
        return operation == Operation.DEPOSIT ? amount : -amount;
    }
}
