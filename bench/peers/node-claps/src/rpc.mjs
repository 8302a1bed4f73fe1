// JSON-RPC over keep-alive HTTP: single calls, and one request for many.
export function connect(url) {
    let id = 0;
    const post = async (body) => {
        const answer = await fetch(url, {
            method: "POST",
            headers: {"content-type": "application/json"},
            body,
        });
        return answer.json();
    };
    return {
        async call(method, ...params) {
            const {result, error} = await post(JSON.stringify({jsonrpc: "2.0", id: ++id, method, params}));
            if (error) throw new Error(`${method}: ${error.message}`);
            return result;
        },

        /// Sends raw transactions in one request; answers a hash or an Error for each, in their order.
        async sendAll(transactions) {
            const calls = transactions.map(
                (raw, i) => `{"jsonrpc":"2.0","id":${i},"method":"eth_sendRawTransaction","params":["${raw}"]}`,
            );
            const answers = await post(`[${calls.join(",")}]`);
            const byId = new Array(transactions.length);
            for (const {id, result, error} of answers) byId[id] = error ? new Error(error.message) : result;
            return byId;
        },
    };
}
