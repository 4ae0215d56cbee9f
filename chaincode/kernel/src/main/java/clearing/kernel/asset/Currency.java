package clearing.kernel.asset;

import java.util.OptionalInt;

/**
 * ISO 4217 codes with their minor units, for the currencies that members clear. An own table and not the platform's, whose
 * content changes with its version and would differ between peers.
 */
public final class Currency {
    /** Code and minor unit, from ISO 4217 list one. */
    private static final String TABLE =
            "AED2 AUD2 BHD3 BRL2 CAD2 CHF2 CNH2 CNY2 CZK2 DKK2 EUR2 GBP2 HKD2 HUF2 IDR2 ILS2 INR2"
                    + " JOD3 JPY0 KRW0 KWD3 MOP2 MXN2 MYR2 NOK2 NZD2 OMR3 PHP2 PLN2 QAR2 RUB2 SAR2 SEK2 SGD2 THB2 TND3 TRY2 TWD2 USD2"
                    + " VND0 ZAR2";

    private Currency() {}

    /** The number of decimals of the currency, or empty when the code is not known. */
    public static OptionalInt minorUnit(String code) {
        int at = code.length() == 3 ? TABLE.indexOf(code) : -1;
        if (at < 0 || at % 5 != 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(TABLE.charAt(at + 3) - '0');
    }
}
