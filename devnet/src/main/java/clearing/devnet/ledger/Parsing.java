package clearing.devnet.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;

/** Reads messages without copying the byte fields out of the bytes they came in. */
public final class Parsing {

    private Parsing() {}

    /** The message in the bytes; its byte fields share them. */
    public static <M> M parse(Parser<M> parser, ByteString bytes) throws InvalidProtocolBufferException {
        var input = bytes.newCodedInput();
        input.enableAliasing(true);
        return parser.parseFrom(input);
    }
}
