package clearing.generate;

/**
 * One movement of a trade.
 *
 * @param from who gives
 * @param to who receives
 * @param asset of what
 * @param amount how much, in minor units, positive
 */
record Leg(Holder from, Holder to, Asset asset, long amount) {

    Leg reversed() {
        return new Leg(to, from, asset, amount);
    }

    Leg withAmount(long other) {
        return new Leg(from, to, asset, other);
    }
}
