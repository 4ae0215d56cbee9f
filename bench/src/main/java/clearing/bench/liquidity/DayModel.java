package clearing.bench.liquidity;

import clearing.bench.liquidity.PaymentDay.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How a day of payments comes about. Who pays whom is drawn with weights 1, 1/2, 1/3 …, as in the sample day of {@code clearing generate},
 * and so are amounts: a uniform draw below a power of two that is drawn itself. A member's payments gather around its own time of the
 * day, early with some and late with others.
 */
enum DayModel {
    /**
     * With an interbank market: early in the day, yesterday's overnight loans are paid back; at two in the afternoon members that are
     * ahead lend to those that are behind, so that both are square but for what comes later. The two constants (how far apart the
     * members' times are, when the market squares) were set so that over 20 days the means come near to what is published of large
     * systems, not by any result: 29 in value for 1 of liquidity in CHIPS in 2024, 6.6 in other large-value systems.
     */
    BALANCED("zipf day, members square in the afternoon", true),
    /** The same without the market: what a day leaves open stays open. Its netting optimum is dear, so there is less to save. */
    UNBALANCED("zipf day, nobody squares", false);

    private static final int MEMBERS = 40;
    private static final int PAYMENTS = 12_000;
    private static final long LEAST = 1_000;
    private static final long UNIT = 50_000;
    private static final int DOUBLINGS = 8;
    /** How far a member's time may be from noon, as a share of half the day. */
    private static final double APART = 0.2;

    private static final int MARKET = 420;
    private static final int MARKET_MINUTES = 30;
    private static final int PAID_BACK_WITHIN = 60;
    private static final long YESTERDAY = 0x5DEECE66DL;

    private final String words;
    private final boolean market;

    DayModel(String words, boolean market) {
        this.words = words;
        this.market = market;
    }

    /** For people. */
    String words() {
        return words;
    }

    PaymentDay draw(long seed) {
        List<Payment> today = customers(seed);
        if (!market) {
            return new PaymentDay(MEMBERS, today);
        }
        RandomGenerator random = generator(~seed);
        List<Payment> all = new ArrayList<>(today);
        for (Payment loan : loans(customers(seed ^ YESTERDAY), random)) {
            all.add(new Payment(loan.payee(), loan.payer(), loan.amount(), random.nextInt(PAID_BACK_WITHIN)));
        }
        List<Payment> lent = loans(all, random);
        all.addAll(lent);
        return new PaymentDay(MEMBERS, all);
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static List<Payment> customers(long seed) {
        RandomGenerator random = generator(seed);
        double[] time = new double[MEMBERS];
        for (int m = 0; m < MEMBERS; m++) {
            time[m] = PaymentDay.CLOSE / 2.0 * (1 + APART * (2 * random.nextDouble() - 1));
        }
        List<Payment> payments = new ArrayList<>(PAYMENTS);
        for (int i = 0; i < PAYMENTS; i++) {
            int payer = member(random);
            int payee = payer;
            while (payee == payer) {
                payee = member(random);
            }
            long amount = LEAST + random.nextLong(UNIT << random.nextInt(DOUBLINGS));
            double about = random.nextDouble() + random.nextDouble() - 1;
            int minute = (int) Math.clamp(time[payer] + about * PaymentDay.CLOSE / 2, 0, PaymentDay.CLOSE - 1.0);
            payments.add(new Payment(payer, payee, amount, minute));
        }
        return payments;
    }

    /** A member by weight 1, 1/2, 1/3 …. */
    private static int member(RandomGenerator random) {
        double sum = 0;
        for (int m = 1; m <= MEMBERS; m++) {
            sum += 1.0 / m;
        }
        double at = random.nextDouble() * sum;
        int member = 0;
        for (double reached = 1; reached < at && member < MEMBERS - 1; member++) {
            reached += 1.0 / (member + 2);
        }
        return member;
    }

    /** At the market's time, whoever is furthest ahead lends to whoever is furthest behind, until one side is square. */
    private static List<Payment> loans(List<Payment> payments, RandomGenerator random) {
        long[] position = new long[MEMBERS];
        for (Payment payment : payments) {
            if (payment.minute() <= MARKET) {
                position[payment.payer()] -= payment.amount();
                position[payment.payee()] += payment.amount();
            }
        }
        List<Payment> loans = new ArrayList<>();
        while (true) {
            int behind = 0;
            int ahead = 0;
            for (int m = 0; m < MEMBERS; m++) {
                behind = position[m] < position[behind] ? m : behind;
                ahead = position[m] > position[ahead] ? m : ahead;
            }
            long amount = Math.min(-position[behind], position[ahead]);
            if (amount <= 0) {
                return loans;
            }
            loans.add(new Payment(ahead, behind, amount, MARKET + random.nextInt(MARKET_MINUTES)));
            position[behind] += amount;
            position[ahead] -= amount;
        }
    }
}
