package clearing.simulation.member;

import clearing.simulation.ledger.Contract;
import clearing.simulation.ledger.Delivered;
import clearing.simulation.ledger.Validation;
import java.util.Optional;

/** Books made anew from the chain. */
public final class BooksRebuild {
    private final Books books = new Books();
    private final Validation validation;
    private final Contract contract;
    private final long epoch = books.takeOver();

    public BooksRebuild(Validation validation, Contract contract) {
        this.validation = validation;
        this.contract = contract;
    }

    /** Reads the next block; false when it is not the chain's. */
    public boolean read(Delivered delivered) {
        BlockReading reading = new BlockReading(books, validation, contract);
        Optional<Books.Page> page = reading.read(delivered);
        return page.isPresent() && books.commit(epoch, delivered.block(), page.get(), reading.writes());
    }

    public Books books() {
        return books;
    }
}
