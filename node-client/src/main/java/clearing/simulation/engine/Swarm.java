package clearing.simulation.engine;

/**
 * How badly the world treats one seed. Each seed draws its own, and often none of a kind, so that a bug that one fault hides is found
 * under another (swarm testing). Rates are per mille.
 *
 * @param loss of messages
 * @param replay of messages that arrive twice
 * @param clog of messages that arrive very late
 * @param crash of a host, at each call to one of its ports
 * @param partition of starting one, at each beat
 * @param longestDelay of an ordinary message, milliseconds
 * @param restart longest time that a fallen host stays down, milliseconds
 * @param skew largest difference of a host's clock, milliseconds
 * @param wildSkew of a host having a clock that is wrong by more than the contract accepts
 * @param liar of a peer endorsing something else than what it computed
 * @param forger of a peer showing its own member a block that it altered
 * @param takeOver of a second consumer starting while the first still runs, at each beat
 * @param quiet of a while in which nothing happens, at each beat
 * @param forgetful of the orderer losing an envelope that it has acknowledged
 */
public record Swarm(
        int loss,
        int replay,
        int clog,
        int crash,
        int partition,
        int longestDelay,
        int restart,
        int skew,
        int wildSkew,
        int liar,
        int forger,
        int takeOver,
        int quiet,
        int forgetful) {

    /** The rates of a seed. */
    public static Swarm of(Draw draw) {
        return new Swarm(
                often(draw, 300),
                often(draw, 500),
                often(draw, 20),
                often(draw, 12),
                often(draw, 60),
                draw.oneIn(4) ? draw.between(60, 500) : draw.between(2, 60),
                draw.between(20, 3_000),
                draw.oneIn(2) ? 0 : draw.between(1, 200_000),
                draw.oneIn(4) ? 80 : 0,
                draw.oneIn(3) ? draw.between(1, 600) : 0,
                draw.oneIn(3) ? draw.between(1, 200) : 0,
                often(draw, 60),
                draw.oneIn(4) ? 0 : draw.between(20, 400),
                draw.oneIn(2) ? draw.between(1, 150) : 0);
    }

    /** Nothing goes wrong any more. */
    public Swarm healed() {
        return new Swarm(0, 0, 0, 0, 0, longestDelay, restart, 0, 0, 0, 0, 0, 0, 0);
    }

    private static int often(Draw draw, int most) {
        return draw.oneIn(3) ? 0 : draw.oneIn(2) ? draw.between(1, most) : draw.between(1, Math.max(1, most / 10));
    }
}
