package dev.ovation.chain.abi;

import java.util.ArrayList;
import java.util.List;

/** Reads types such as {@code (address to,uint96)[]}, with or without names. */
final class TypeParser {

    private TypeParser() {}

    static AbiType parse(String text, List<AbiParameter> components) {
        String type = text.strip();
        if (type.endsWith("]")) {
            int open = type.lastIndexOf('[');
            AbiType element = parse(type.substring(0, open), components);
            return AbiType.ArrayType.of(element, type.substring(open + 1, type.length() - 1));
        }
        if (type.startsWith("(") && type.endsWith(")")) {
            return new AbiType.TupleType(parameters(type.substring(1, type.length() - 1)));
        }
        return switch (type) {
            case "tuple" -> new AbiType.TupleType(components);
            case "address" -> new AbiType.AddressType();
            case "bool" -> new AbiType.BooleanType();
            case "bytes" -> new AbiType.BytesType();
            case "string" -> new AbiType.StringType();
            default -> sized(type);
        };
    }

    private static AbiType sized(String type) {
        if (type.matches("bytes([1-9]|[12][0-9]|3[0-2])")) {
            return new AbiType.FixedBytesType(Integer.parseInt(type.substring("bytes".length())));
        }
        if (type.matches("u?int[0-9]+")) {
            return AbiType.IntegerType.of(type);
        }
        throw new IllegalArgumentException("no such Solidity type: " + type);
    }

    /** Splits at the commas outside of brackets; {@code indexed} and a name may follow each type. */
    static List<AbiParameter> parameters(String text) {
        List<AbiParameter> parameters = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                if (i > start || !parameters.isEmpty()) {
                    parameters.add(parameter(text.substring(start, i).strip()));
                }
                start = i + 1;
            }
        }
        return List.copyOf(parameters);
    }

    private static AbiParameter parameter(String text) {
        int end = text.lastIndexOf(')') + 1;
        int blank = text.indexOf(' ', end);
        String type = blank < 0 ? text : text.substring(0, blank);
        String rest = blank < 0 ? "" : text.substring(blank + 1).strip();
        boolean indexed = rest.equals("indexed") || rest.startsWith("indexed ");
        String name = indexed ? rest.substring("indexed".length()).strip() : rest;
        return new AbiParameter(name, parse(type, List.of()), indexed);
    }
}
