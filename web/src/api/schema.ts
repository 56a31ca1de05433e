// Made from the OpenAPI document by `npm run generate:client`; not written by hand.
export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell what this is, and list every route. */
        get: operations["index"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a question and get the answer; the server remembers the conversation.
         * @description The question is stored before the model is asked, the answer before its end is told. Whoever leaves early finds it in the history, or again at `GET /chat/stream/{chat_id}`. Questions to one chat are answered one after the other.
         */
        post: operations["ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/stream/{chat_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the answer that a chat is getting, from its beginning or from where it was left.
         * @description Any number of clients may. A browser's `EventSource` comes back by itself with `Last-Event-ID` and goes on exactly after that event.
         */
        get: operations["follow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/stop/{chat_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop the answer that a chat is getting.
         * @description The model is left at once, what had arrived is kept as incomplete, and everyone who follows gets the end. Questions that wait are not touched.
         */
        post: operations["stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List chats, the one last written to first. */
        get: operations["list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/history/{chat_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a chat with all its messages. */
        get: operations["history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Give a chat another title. */
        patch: operations["rename"];
        trace?: never;
    };
    "/chat/delete/{chat_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a chat for good.
         * @description Delete wins: an answer that is being written ends, and nothing of it comes back.
         */
        delete: operations["remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models that can be asked, of all configured providers.
         * @description Answers within three seconds: a provider that is down or silent until then stands under `unavailable`, with what to do about it.
         */
        get: operations["models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell that the server answers. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell that the process lives. */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell whether a question could be answered now, and which part is not ready: provider, model or storage. */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ProblemDto: {
            /**
             * @description A name of the kind of error, one a code.
             * @example urn:problem:chat_busy
             */
            type: string;
            /** @example Chat is busy */
            title: string;
            /**
             * @description The HTTP status.
             * @example 409
             */
            status: number;
            /**
             * @description What happened and what to do about it, for a person.
             * @example Chat trip-to-paris is still answering and more questions wait. Ask again when it has finished.
             */
            detail: string;
            /**
             * @description What happened, for a program. Codes never change.
             * @example chat_busy
             * @enum {string}
             */
            code: "malformed_json" | "chat_id_reserved" | "bad_request" | "cross_site" | "chat_not_found" | "unknown_model" | "route_not_found" | "method_not_allowed" | "request_timeout" | "chat_busy" | "chat_deleted" | "chat_id_taken" | "body_too_large" | "context_overflow" | "unsupported_media_type" | "wrong_host" | "validation_failed" | "idempotency_key_reused" | "headers_too_large" | "stopped" | "internal" | "provider_failed" | "provider_unavailable" | "model_not_found" | "provider_busy" | "model_loading" | "server_busy" | "shutting_down" | "interrupted" | "storage_failed" | "api_unreachable" | "provider_timeout" | "storage_full";
            /**
             * @description The address that was asked for.
             * @example /chat
             */
            instance: string;
            /**
             * @example false
             * @enum {boolean}
             */
            success: false;
            /**
             * @description After the question was accepted: its chat.
             * @example trip-to-paris
             */
            chat_id?: string;
            /**
             * @description After the question was accepted: its id in the history, where it stands.
             * @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55
             */
            user_message_id?: string;
        };
        EndpointDto: {
            /** @example /chat */
            path: string;
            /** @example Ask a question and get the answer; the server remembers the conversation. */
            description: string;
            /** @example POST */
            method: string;
        };
        IndexDto: {
            /** @example nest-llm-chat */
            app_name: string;
            /** @example 0.1.0 */
            version: string;
            /** @description Every route of the API. */
            endpoints: components["schemas"]["EndpointDto"][];
        };
        ChatSummaryDto: {
            /**
             * @description ISO 8601, UTC; chats of the original project keep its local time without a zone.
             * @example 2026-11-24T09:30:00.000Z
             */
            created_at: string;
            /**
             * @description When its last message was written.
             * @example 2026-11-24T09:30:00.000Z
             */
            last_updated: string;
            /**
             * @description All messages, the system prompt too: 3 after the first answer.
             * @example 3
             */
            message_count: number;
            /**
             * @description The first line of its first question, until it is renamed.
             * @example What is the capital of France?
             */
            title: string;
            /**
             * @description Whether it is being answered now.
             * @example false
             */
            answering: boolean;
            /**
             * @description Only when a part of its file could not be read and was put aside.
             * @example true
             */
            damaged?: boolean;
            /**
             * @description What it was told to talk to; absent when that is the server's default.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            model?: string;
            /**
             * @description Only of a search, when a word is not in the title: about 160 characters of the newest message that has such a word, around it, on one line.
             * @example …is the largest city of France, and Paris has been its capital since…
             */
            excerpt?: string;
        };
        TurnStartDto: {
            /** @example trip-to-paris */
            chat_id: string;
            /**
             * @description Id of the question in the history.
             * @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55
             */
            user_message_id: string;
            /**
             * @description Id that the answer will have in the history.
             * @example 3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11
             */
            assistant_message_id: string;
            /** @example What is the capital of France? */
            title: string;
            /**
             * @description Provider and model that answer.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            model: string;
        };
        ProgressDto: {
            /**
             * @description What is waited for: a free place at the model, the model itself, or the model reading the prompt.
             * @example loading
             * @enum {string}
             */
            phase: "queued" | "loading" | "prompt";
            /**
             * @description How far it is, where that is known.
             * @example 43
             */
            percent?: number;
        };
        DeltaDto: {
            /** @example The capital */
            text: string;
        };
        UsageDto: {
            /**
             * @description Tokens of the prompt: system prompt, the history that was sent, the question.
             * @example 26
             */
            prompt_tokens: number;
            /**
             * @description Tokens of the answer.
             * @example 12
             */
            completion_tokens: number;
            /**
             * @description Both together.
             * @example 38
             */
            total_tokens: number;
        };
        TimingsDto: {
            /**
             * @description Milliseconds from the acceptance of the question to the first token; absent when none came.
             * @example 210
             */
            first_token_ms?: number;
            /**
             * @description Milliseconds from the acceptance of the question to the end.
             * @example 335
             */
            total_ms: number;
            /**
             * @description Tokens of the answer a second, from the first token on; absent when the model gave no counts.
             * @example 41.2
             */
            tokens_per_second?: number;
        };
        ContextDto: {
            /**
             * @description Tokens that prompt and answer may fill together.
             * @example 8192
             */
            window: number;
            /**
             * @description Tokens of the window in use after this answer.
             * @example 38
             */
            used: number;
            /**
             * @description Messages that were sent: system prompt, history, question.
             * @example 4
             */
            messages_sent: number;
            /**
             * @description Older messages that did not fit and were not sent. They stay in the history.
             * @example 0
             */
            messages_left_out: number;
            /**
             * @description Who counted `used`: the model itself, or an estimate from the bytes of the prompt.
             * @example model
             * @enum {string}
             */
            source: "model" | "estimate";
        };
        GenerationSettingsDto: {
            /** @example 0.7 */
            temperature?: number;
            /** @example 500 */
            max_tokens?: number;
            /**
             * @example [
             *       "END"
             *     ]
             */
            stop?: string[];
            /** @example 7 */
            seed?: number;
            /** @example false */
            think?: boolean | ("low" | "medium" | "high");
        };
        AnswerDto: {
            /**
             * @description The text of the answer, never trimmed.
             * @example The capital of France is Paris.
             */
            response: string;
            /**
             * @description What the model thought before it answered, where it tells.
             * @example The user asks about France.
             */
            reasoning?: string;
            /**
             * @description Whether the answer is whole.
             * @example complete
             * @enum {string}
             */
            status: "complete" | "incomplete";
            /**
             * @description Why it is not whole; only when it is incomplete.
             * @example length
             * @enum {string}
             */
            incomplete_reason?: "stopped" | "length" | "provider_error" | "shutdown" | "interrupted";
            /**
             * Format: uuid
             * @description Id of the answer in the history; absent when there is no text.
             * @example 3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11
             */
            assistant_message_id?: string;
            /**
             * @description Provider and model that answered.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            model: string;
            /**
             * @description The model that was to answer and was not available; absent when it did.
             * @example openai/gpt-4.1-mini
             */
            fallback_from?: string;
            /** @description Absent when the provider gave no counts. */
            usage?: components["schemas"]["UsageDto"];
            timings: components["schemas"]["TimingsDto"];
            context?: components["schemas"]["ContextDto"];
            /** @description How it was made: what the request set, and the server's own settings. Absent when the model was not asked. */
            settings?: components["schemas"]["GenerationSettingsDto"];
            /**
             * @description What the request set and the model does not obey; absent when that is nothing.
             * @example [
             *       "seed"
             *     ]
             */
            settings_ignored?: ("temperature" | "max_tokens" | "stop" | "seed" | "think")[];
            /**
             * @description The chat to go on with.
             * @example trip-to-paris
             */
            chat_id: string;
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
            /**
             * Format: uuid
             * @description Id of the question in the history.
             * @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55
             */
            user_message_id: string;
        };
        AnswerReportDto: {
            /**
             * @description The text of the answer, never trimmed.
             * @example The capital of France is Paris.
             */
            response: string;
            /**
             * @description What the model thought before it answered, where it tells.
             * @example The user asks about France.
             */
            reasoning?: string;
            /**
             * @description Whether the answer is whole.
             * @example complete
             * @enum {string}
             */
            status: "complete" | "incomplete";
            /**
             * @description Why it is not whole; only when it is incomplete.
             * @example length
             * @enum {string}
             */
            incomplete_reason?: "stopped" | "length" | "provider_error" | "shutdown" | "interrupted";
            /**
             * Format: uuid
             * @description Id of the answer in the history; absent when there is no text.
             * @example 3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11
             */
            assistant_message_id?: string;
            /**
             * @description Provider and model that answered.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            model: string;
            /**
             * @description The model that was to answer and was not available; absent when it did.
             * @example openai/gpt-4.1-mini
             */
            fallback_from?: string;
            /** @description Absent when the provider gave no counts. */
            usage?: components["schemas"]["UsageDto"];
            timings: components["schemas"]["TimingsDto"];
            context?: components["schemas"]["ContextDto"];
            /** @description How it was made: what the request set, and the server's own settings. Absent when the model was not asked. */
            settings?: components["schemas"]["GenerationSettingsDto"];
            /**
             * @description What the request set and the model does not obey; absent when that is nothing.
             * @example [
             *       "seed"
             *     ]
             */
            settings_ignored?: ("temperature" | "max_tokens" | "stop" | "seed" | "think")[];
        };
        TurnProblemDto: {
            /**
             * @description A name of the kind of error, one a code.
             * @example urn:problem:chat_busy
             */
            type: string;
            /** @example Chat is busy */
            title: string;
            /**
             * @description The HTTP status.
             * @example 409
             */
            status: number;
            /**
             * @description What happened and what to do about it, for a person.
             * @example Chat trip-to-paris is still answering and more questions wait. Ask again when it has finished.
             */
            detail: string;
            /**
             * @description What happened, for a program. Codes never change.
             * @example chat_busy
             * @enum {string}
             */
            code: "malformed_json" | "chat_id_reserved" | "bad_request" | "cross_site" | "chat_not_found" | "unknown_model" | "route_not_found" | "method_not_allowed" | "request_timeout" | "chat_busy" | "chat_deleted" | "chat_id_taken" | "body_too_large" | "context_overflow" | "unsupported_media_type" | "wrong_host" | "validation_failed" | "idempotency_key_reused" | "headers_too_large" | "stopped" | "internal" | "provider_failed" | "provider_unavailable" | "model_not_found" | "provider_busy" | "model_loading" | "server_busy" | "shutting_down" | "interrupted" | "storage_failed" | "api_unreachable" | "provider_timeout" | "storage_full";
            /**
             * @description The address that was asked for.
             * @example /chat
             */
            instance: string;
            /**
             * @example false
             * @enum {boolean}
             */
            success: false;
            /**
             * @description After the question was accepted: its chat.
             * @example trip-to-paris
             */
            chat_id?: string;
            /**
             * @description After the question was accepted: its id in the history, where it stands.
             * @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55
             */
            user_message_id?: string;
            /** @description What had arrived; it is kept in the history unless storing it is what failed. */
            answer?: components["schemas"]["AnswerReportDto"];
        };
        AskDto: {
            /**
             * @description From 0 (always the likeliest word) to 2.
             * @example 0.7
             */
            temperature?: number | null;
            /**
             * @description Longest answer in tokens; a longer one is cut and says so (`incomplete_reason: length`).
             * @example 500
             */
            max_tokens?: number | null;
            /**
             * @description Texts that end the answer; they are no part of it.
             * @example [
             *       "END"
             *     ]
             */
            stop?: string[] | null;
            /**
             * @description The same seed, question and model give the same answer, as far as the model can.
             * @example 7
             */
            seed?: number | null;
            /**
             * @description Whether, or how much, the model thinks before it answers.
             * @example false
             * @enum {unknown}
             */
            think?: true | false | "low" | "medium" | "high" | null;
            /**
             * @description The question: not blank, without U+0000. MAX_MESSAGE_CHARS limits its length.
             * @example What is the capital of France?
             */
            message: string;
            /**
             * @description The chat to go on with, or the id that a new one shall have. Absent or null: a new chat under a UUID.
             * @example trip-to-paris
             */
            chat_id?: string | null;
            /**
             * @description Whether the answer comes as events while it is written. Absent or null: what the Accept header asks for.
             * @example false
             */
            stream?: boolean | null;
            /**
             * @description What to ask: `provider/model`, or the bare name of a model of the default provider; `GET /models` lists them. It becomes the chat's own. Absent or null: the chat's, or the default one.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            model?: string | null;
            /**
             * @description What the chat begins with instead of the server's system prompt. Only with its first question; later only the same again.
             * @example Answer in one sentence.
             */
            system_prompt?: string | null;
        };
        StoppedDto: {
            /** @example trip-to-paris */
            chat_id: string;
            /**
             * @description Whether there was an answer to stop.
             * @example true
             */
            stopped: boolean;
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
        };
        ChatListDto: {
            /**
             * @description The chats by their ids.
             * @example {
             *       "trip-to-paris": {
             *         "created_at": "2026-11-24T09:30:00.000Z",
             *         "last_updated": "2026-11-24T09:30:00.000Z",
             *         "message_count": 3,
             *         "title": "What is the capital of France?",
             *         "answering": false
             *       }
             *     }
             */
            chats: {
                [key: string]: components["schemas"]["ChatSummaryDto"];
            };
            /**
             * @description Their ids, the one last written to first; equal times by id.
             * @example [
             *       "trip-to-paris"
             *     ]
             */
            order: string[];
            /**
             * @description Where the next page begins; null when there is none.
             * @example null
             */
            next_cursor: string | null;
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
        };
        MessageDto: {
            /** @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55 */
            id: string;
            /**
             * @example user
             * @enum {string}
             */
            role: "system" | "user" | "assistant";
            /** @example What is the capital of France? */
            content: string;
            /**
             * @description Absent on the system prompt of chats of the original project.
             * @example 2026-11-24T09:30:00.000Z
             */
            timestamp?: string;
            /**
             * @description On answers whether they are whole; `failed` on a question whose answer never came.
             * @example complete
             * @enum {string}
             */
            status?: "complete" | "incomplete" | "failed";
            /**
             * @description The error's code, on a failed question and on an answer that a failure cut off.
             * @example provider_unavailable
             */
            code?: string;
            /**
             * @example length
             * @enum {string}
             */
            incomplete_reason?: "stopped" | "length" | "provider_error" | "shutdown" | "interrupted";
            /**
             * @description On answers: provider and model.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            model?: string;
            /**
             * @description On answers: the model that was to answer and was not available.
             * @example openai/gpt-4.1-mini
             */
            fallback_from?: string;
            usage?: components["schemas"]["UsageDto"];
            timings?: components["schemas"]["TimingsDto"];
            context?: components["schemas"]["ContextDto"];
            /** @description On answers: how they were made. */
            settings?: components["schemas"]["GenerationSettingsDto"];
            /**
             * @description On answers: what was asked for and not obeyed.
             * @example [
             *       "seed"
             *     ]
             */
            settings_ignored?: ("temperature" | "max_tokens" | "stop" | "seed" | "think")[];
            /**
             * @description What the model thought before it answered, where it told.
             * @example The user asks about France.
             */
            reasoning?: string;
        };
        HistoryDto: {
            /** @example 2026-11-24T09:30:00.000Z */
            created_at: string;
            /** @example 2026-11-24T09:30:00.000Z */
            last_updated: string;
            /** @example What is the capital of France? */
            title: string;
            /** @example 3 */
            message_count: number;
            /**
             * @description Whether it is being answered now; the running answer is not among the messages.
             * @example false
             */
            answering: boolean;
            /** @example true */
            damaged?: boolean;
            /**
             * @description What it was told to talk to; absent when that is the server's default.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            model?: string;
            messages: components["schemas"]["MessageDto"][];
        };
        ChatHistoryDto: {
            /** @example trip-to-paris */
            chat_id: string;
            history: components["schemas"]["HistoryDto"];
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
        };
        RenameDto: {
            /**
             * @description Not blank, without U+0000.
             * @example Paris in spring
             */
            title: string;
        };
        RenamedDto: {
            /** @example trip-to-paris */
            chat_id: string;
            /**
             * @description As it is kept.
             * @example Paris in spring
             */
            title: string;
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
        };
        DeletedDto: {
            /** @example Chat trip-to-paris deleted successfully */
            message: string;
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
        };
        ModelDto: {
            /**
             * @description `provider/model`: what `model` of a question takes.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            id: string;
            /** @example ollama */
            provider: string;
            /** @example llama3.1:8b-instruct-q8_0 */
            name: string;
            /**
             * @description Tokens that prompt and answer may fill together, as this server runs the model; absent where it is not known.
             * @example 8192
             */
            context_length?: number;
            /**
             * @description What it can, in its provider's words; absent where it is not told.
             * @example [
             *       "completion",
             *       "tools"
             *     ]
             */
            capabilities?: string[];
            /**
             * @description Whether it is asked when nobody names a model.
             * @example true
             */
            default: boolean;
        };
        UnavailableProviderDto: {
            /** @example openai */
            provider: string;
            /**
             * @example provider_unavailable
             * @enum {string}
             */
            code: "malformed_json" | "chat_id_reserved" | "bad_request" | "cross_site" | "chat_not_found" | "unknown_model" | "route_not_found" | "method_not_allowed" | "request_timeout" | "chat_busy" | "chat_deleted" | "chat_id_taken" | "body_too_large" | "context_overflow" | "unsupported_media_type" | "wrong_host" | "validation_failed" | "idempotency_key_reused" | "headers_too_large" | "stopped" | "internal" | "provider_failed" | "provider_unavailable" | "model_not_found" | "provider_busy" | "model_loading" | "server_busy" | "shutting_down" | "interrupted" | "storage_failed" | "api_unreachable" | "provider_timeout" | "storage_full";
            /**
             * @description What is wrong and what to do about it.
             * @example Nothing answers at http://127.0.0.1:8080/v1. Start the server there, or set OPENAI_BASE_URL.
             */
            message: string;
        };
        ModelListDto: {
            /** @description By provider, the default one first. */
            models: components["schemas"]["ModelDto"][];
            unavailable: components["schemas"]["UnavailableProviderDto"][];
            /**
             * @example true
             * @enum {boolean}
             */
            success: true;
        };
        HealthDto: {
            /**
             * @example ok
             * @enum {string}
             */
            status: "ok";
            /**
             * @description ISO 8601, UTC.
             * @example 2026-11-24T09:30:00.000Z
             */
            timestamp: string;
            /**
             * @example 200
             * @enum {integer}
             */
            response_code: 200;
        };
        LiveDto: {
            /**
             * @example ok
             * @enum {string}
             */
            status: "ok";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    index: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexDto"];
                };
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    ask: {
        parameters: {
            query?: never;
            header?: {
                /** @description A name for this question, 1 to 255 characters: sent again within 24 hours it is answered by the same turn and asked only once. Without `chat_id` the chat follows from it. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskDto"];
            };
        };
        responses: {
            /** @description The answer, kept durably: as JSON at its end, or as events while it is written */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswerDto"];
                    /**
                     * @example id: 7d6f8b7e.1
                     *     event: turn-start
                     *     data: {"chat_id":"trip-to-paris","user_message_id":"7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55","assistant_message_id":"3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11","title":"What is the capital of France?","model":"ollama/llama3.1:8b-instruct-q8_0"}
                     *
                     *     id: 7d6f8b7e.7
                     *     event: text-delta
                     *     data: {"text":"Paris."}
                     *
                     *     id: 7d6f8b7e.8
                     *     event: turn-end
                     *     data: {"response":"Paris.","status":"complete","chat_id":"trip-to-paris","success":true}
                     */
                    "text/event-stream": {
                        /** @description `<turn>.<n>`, a place in the answer. Ids grow and have gaps; `progress` has none. */
                        id?: string;
                        /** @enum {string} */
                        event?: "turn-start" | "progress" | "reasoning-delta" | "text-delta" | "turn-end" | "turn-error";
                        /** @description One JSON object: TurnStartDto with `turn-start`, ProgressDto with `progress`, DeltaDto with `reasoning-delta`, DeltaDto with `text-delta`, AnswerDto with `turn-end`, TurnProblemDto with `turn-error`. */
                        data?: string;
                        /** @description Milliseconds after which a browser comes back. */
                        retry?: number;
                    };
                };
            };
            /** @description `malformed_json`, `chat_id_reserved`, `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `cross_site` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `unknown_model` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `chat_busy`, `chat_deleted`, `chat_id_taken` */
            409: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    /** @description `false` with `chat_busy`: clients that retry by themselves shall not. */
                    "x-should-retry"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `body_too_large`, `context_overflow` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `validation_failed`, `idempotency_key_reused` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `provider_failed` */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `provider_unavailable`, `model_not_found`, `provider_busy`, `model_loading`, `server_busy`, `interrupted`, `storage_failed`, `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `provider_timeout` */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
        };
    };
    follow: {
        parameters: {
            query?: {
                /** @description The id of the last event that was seen, for clients that cannot send `Last-Event-ID`, which goes before. One that is unknown here begins from the start. */
                after?: string;
            };
            header?: {
                /** @description The last event that was seen: what comes after it is sent. Without it, or with one of another turn, all of the turn. */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description Id of the chat. */
                chat_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The turn from that place on: of the running answer, or of one that ended less than a minute ago */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 7d6f8b7e.1
                     *     event: turn-start
                     *     data: {"chat_id":"trip-to-paris","user_message_id":"7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55","assistant_message_id":"3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11","title":"What is the capital of France?","model":"ollama/llama3.1:8b-instruct-q8_0"}
                     *
                     *     id: 7d6f8b7e.7
                     *     event: text-delta
                     *     data: {"text":"Paris."}
                     *
                     *     id: 7d6f8b7e.8
                     *     event: turn-end
                     *     data: {"response":"Paris.","status":"complete","chat_id":"trip-to-paris","success":true}
                     */
                    "text/event-stream": {
                        /** @description `<turn>.<n>`, a place in the answer. Ids grow and have gaps; `progress` has none. */
                        id?: string;
                        /** @enum {string} */
                        event?: "turn-start" | "progress" | "reasoning-delta" | "text-delta" | "turn-end" | "turn-error";
                        /** @description One JSON object: TurnStartDto with `turn-start`, ProgressDto with `progress`, DeltaDto with `reasoning-delta`, DeltaDto with `text-delta`, AnswerDto with `turn-end`, TurnProblemDto with `turn-error`. */
                        data?: string;
                        /** @description Milliseconds after which a browser comes back. */
                        retry?: number;
                    };
                };
            };
            /** @description Nothing to follow: no answer is being written and none has just ended, or its last event was seen */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    stop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the chat. */
                chat_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoppedDto"];
                };
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `cross_site` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    list: {
        parameters: {
            query?: {
                /** @description At most so many. */
                limit?: number;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Only chats in which every one of these words occurs, in the title, a question or an answer, in any case; `excerpt` shows where, when that is not the title. The order stays the same. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatListDto"];
                };
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    history: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the chat. */
                chat_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatHistoryDto"];
                };
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    rename: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the chat. */
                chat_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RenamedDto"];
                };
            };
            /** @description `malformed_json`, `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `cross_site` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `body_too_large` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `unsupported_media_type` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_full` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the chat. */
                chat_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedDto"];
                };
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `cross_site` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelListDto"];
                };
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveDto"];
                };
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `shutting_down` */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All parts are ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok",
                     *       "info": {
                     *         "provider": {
                     *           "status": "up",
                     *           "name": "ollama"
                     *         },
                     *         "model": {
                     *           "status": "up",
                     *           "name": "llama3.1:8b-instruct-q8_0"
                     *         },
                     *         "storage": {
                     *           "status": "up"
                     *         }
                     *       },
                     *       "error": {},
                     *       "details": {
                     *         "provider": {
                     *           "status": "up",
                     *           "name": "ollama"
                     *         },
                     *         "model": {
                     *           "status": "up",
                     *           "name": "llama3.1:8b-instruct-q8_0"
                     *         },
                     *         "storage": {
                     *           "status": "up"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "error" | "shutting_down";
                        info?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                name?: string;
                                /** @description What is wrong, for a program. */
                                code?: string;
                                /** @description What is wrong and what to do about it. */
                                message?: string;
                                /** @description Of the provider: the others that are configured. They do not decide whether the server is ready. */
                                others?: {
                                    name: string;
                                    model: string;
                                    /** @enum {string} */
                                    status: "up" | "down";
                                    code?: string;
                                    message?: string;
                                }[];
                            };
                        };
                        error?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                name?: string;
                                /** @description What is wrong, for a program. */
                                code?: string;
                                /** @description What is wrong and what to do about it. */
                                message?: string;
                                /** @description Of the provider: the others that are configured. They do not decide whether the server is ready. */
                                others?: {
                                    name: string;
                                    model: string;
                                    /** @enum {string} */
                                    status: "up" | "down";
                                    code?: string;
                                    message?: string;
                                }[];
                            };
                        };
                        details: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                name?: string;
                                /** @description What is wrong, for a program. */
                                code?: string;
                                /** @description What is wrong and what to do about it. */
                                message?: string;
                                /** @description Of the provider: the others that are configured. They do not decide whether the server is ready. */
                                others?: {
                                    name: string;
                                    model: string;
                                    /** @enum {string} */
                                    status: "up" | "down";
                                    code?: string;
                                    message?: string;
                                }[];
                            };
                        };
                    };
                };
            };
            /** @description `bad_request` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            431: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description At least one part is not ready
             *
             *     `shutting_down`
             */
            503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "error",
                     *       "info": {
                     *         "provider": {
                     *           "status": "up",
                     *           "name": "local"
                     *         },
                     *         "storage": {
                     *           "status": "up"
                     *         }
                     *       },
                     *       "error": {
                     *         "model": {
                     *           "status": "down",
                     *           "name": "SmolLM2-135M-Instruct.Q4_1",
                     *           "code": "model_loading",
                     *           "message": "Model SmolLM2-135M-Instruct is being downloaded: 43 % of 98 MB."
                     *         }
                     *       },
                     *       "details": {
                     *         "provider": {
                     *           "status": "up",
                     *           "name": "local"
                     *         },
                     *         "storage": {
                     *           "status": "up"
                     *         },
                     *         "model": {
                     *           "status": "down",
                     *           "name": "SmolLM2-135M-Instruct.Q4_1",
                     *           "code": "model_loading",
                     *           "message": "Model SmolLM2-135M-Instruct is being downloaded: 43 % of 98 MB."
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok" | "error" | "shutting_down";
                        info?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                name?: string;
                                /** @description What is wrong, for a program. */
                                code?: string;
                                /** @description What is wrong and what to do about it. */
                                message?: string;
                                /** @description Of the provider: the others that are configured. They do not decide whether the server is ready. */
                                others?: {
                                    name: string;
                                    model: string;
                                    /** @enum {string} */
                                    status: "up" | "down";
                                    code?: string;
                                    message?: string;
                                }[];
                            };
                        };
                        error?: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                name?: string;
                                /** @description What is wrong, for a program. */
                                code?: string;
                                /** @description What is wrong and what to do about it. */
                                message?: string;
                                /** @description Of the provider: the others that are configured. They do not decide whether the server is ready. */
                                others?: {
                                    name: string;
                                    model: string;
                                    /** @enum {string} */
                                    status: "up" | "down";
                                    code?: string;
                                    message?: string;
                                }[];
                            };
                        };
                        details: {
                            [key: string]: {
                                /** @enum {string} */
                                status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                name?: string;
                                /** @description What is wrong, for a program. */
                                code?: string;
                                /** @description What is wrong and what to do about it. */
                                message?: string;
                                /** @description Of the provider: the others that are configured. They do not decide whether the server is ready. */
                                others?: {
                                    name: string;
                                    model: string;
                                    /** @enum {string} */
                                    status: "up" | "down";
                                    code?: string;
                                    message?: string;
                                }[];
                            };
                        };
                    };
                };
            };
        };
    };
}
