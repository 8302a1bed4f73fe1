package dev.ovation.chain.eip712;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The records of the golden vectors, with a field of every kind. */
record Order(
        Address owner,
        BigInteger cap,
        long validUntil,
        Bytes32 salt,
        boolean standing,
        String memo,
        Bytes extra,
        Line first,
        List<Line> lines) {

    record Line(Address creator, BigInteger amount) {

        static final StructType<Line> TYPE = StructType.<Line>named("Line")
                .address("creator", Line::creator)
                .uint("amount", 96, Line::amount)
                .build();

        static Line read(JsonNode json) {
            return new Line(
                    Address.of(json.get("creator").asString()),
                    new BigInteger(json.get("amount").asString()));
        }
    }

    record Lists(List<Address> owners, List<Bytes32> ids, List<BigInteger> amounts) {

        static final StructType<Lists> TYPE = StructType.<Lists>named("Lists")
                .addresses("owners", Lists::owners)
                .words("ids", Lists::ids)
                .uints("amounts", 128, Lists::amounts)
                .build();

        static Lists read(JsonNode json) {
            List<Address> owners = new ArrayList<>();
            List<Bytes32> ids = new ArrayList<>();
            List<BigInteger> amounts = new ArrayList<>();
            json.get("owners").forEach(owner -> owners.add(Address.of(owner.asString())));
            json.get("ids").forEach(id -> ids.add(Bytes32.of(id.asString())));
            json.get("amounts").forEach(amount -> amounts.add(new BigInteger(amount.asString())));
            return new Lists(owners, ids, amounts);
        }
    }

    static final StructType<Order> TYPE = StructType.<Order>named("Order")
            .address("owner", Order::owner)
            .uint("cap", 256, Order::cap)
            .uint64("validUntil", 64, Order::validUntil)
            .bytes32("salt", Order::salt)
            .bool("standing", Order::standing)
            .string("memo", Order::memo)
            .bytes("extra", order -> order.extra().toArray())
            .struct("first", Line.TYPE, Order::first)
            .structs("lines", Line.TYPE, Order::lines)
            .build();

    static Order read(JsonNode json) {
        List<Line> lines = new ArrayList<>();
        json.get("lines").forEach(line -> lines.add(Line.read(line)));
        return new Order(
                Address.of(json.get("owner").asString()),
                new BigInteger(json.get("cap").asString()),
                Long.parseLong(json.get("validUntil").asString()),
                Bytes32.of(json.get("salt").asString()),
                json.get("standing").asBoolean(),
                json.get("memo").asString(),
                Bytes.of(json.get("extra").asString()),
                Line.read(json.get("first")),
                lines);
    }
}
