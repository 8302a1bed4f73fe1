package dev.ovation.api.contracts;

import java.util.Map;

/**
 * What a wallet is asked to sign, and what to do with its signature.
 *
 * @param typedData the payload of {@code eth_signTypedData_v4}
 * @param submit the request that the signature makes possible
 */
public record ToSign(Map<String, Object> typedData, Submit submit) {

    /** Where the signature stands in {@link Submit#body()}. */
    public static final String SIGNATURE = "<signature>";

    /**
     * @param body with {@value #SIGNATURE} where the signature belongs
     */
    public record Submit(String method, String path, Map<String, Object> body) {}
}
