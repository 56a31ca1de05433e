// Made from the OpenAPI document by `npm run generate:client`; not written by hand.
export interface paths {
    readonly "/": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tell what this is, and list every route. */
        readonly get: operations["index"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/chat": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Ask a question and get the answer; the server remembers the conversation.
         * @description The question is stored before the model is asked, the answer before its end is told. Whoever leaves early finds it in the history, or again at `GET /chat/stream/{chat_id}`. Questions to one chat are answered one after the other.
         */
        readonly post: operations["ask"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/chat/stream/{chat_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /**
         * Follow the answer that a chat is getting, from its beginning or from where it was left.
         * @description Any number of clients may. A browser's `EventSource` comes back by itself with `Last-Event-ID` and goes on exactly after that event.
         */
        readonly get: operations["follow"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/chat/stop/{chat_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /**
         * Stop the answer that a chat is getting.
         * @description The model is left at once, what had arrived is kept as incomplete, and everyone who follows gets the end. Questions that wait are not touched.
         */
        readonly post: operations["stop"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/chat/history": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** List chats, the one last written to first. */
        readonly get: operations["list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/chat/history/{chat_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Read a chat with all its messages. */
        readonly get: operations["history"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        /** Give a chat another title. */
        readonly patch: operations["rename"];
        readonly trace?: never;
    };
    readonly "/chat/delete/{chat_id}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /**
         * Delete a chat for good.
         * @description Delete wins: an answer that is being written ends, and nothing of it comes back.
         */
        readonly delete: operations["remove"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tell that the server answers. */
        readonly get: operations["health"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tell that the process lives. */
        readonly get: operations["live"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Tell whether a question could be answered now, and which part is not ready: provider, model or storage. */
        readonly get: operations["ready"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly ProblemDto: {
            /**
             * @description A name of the kind of error, one a code.
             * @example urn:problem:chat_busy
             */
            readonly type: string;
            /** @example Chat is busy */
            readonly title: string;
            /**
             * @description The HTTP status.
             * @example 409
             */
            readonly status: number;
            /**
             * @description What happened and what to do about it, for a person.
             * @example Chat trip-to-paris is still answering and more questions wait. Ask again when it has finished.
             */
            readonly detail: string;
            /**
             * @description What happened, for a program. Codes never change.
             * @example chat_busy
             * @enum {string}
             */
            readonly code: "malformed_json" | "chat_id_reserved" | "bad_request" | "cross_site" | "chat_not_found" | "route_not_found" | "method_not_allowed" | "request_timeout" | "chat_busy" | "chat_deleted" | "chat_id_taken" | "body_too_large" | "context_overflow" | "unsupported_media_type" | "wrong_host" | "validation_failed" | "idempotency_key_reused" | "headers_too_large" | "stopped" | "internal" | "provider_failed" | "provider_unavailable" | "model_not_found" | "provider_busy" | "model_loading" | "server_busy" | "shutting_down" | "interrupted" | "storage_failed" | "api_unreachable" | "provider_timeout" | "storage_full";
            /**
             * @description The address that was asked for.
             * @example /chat
             */
            readonly instance: string;
            /**
             * @example false
             * @enum {boolean}
             */
            readonly success: false;
            /**
             * @description After the question was accepted: its chat.
             * @example trip-to-paris
             */
            readonly chat_id?: string;
            /**
             * @description After the question was accepted: its id in the history, where it stands.
             * @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55
             */
            readonly user_message_id?: string;
        };
        readonly EndpointDto: {
            /** @example /chat */
            readonly path: string;
            /** @example Ask a question and get the answer; the server remembers the conversation. */
            readonly description: string;
            /** @example POST */
            readonly method: string;
        };
        readonly IndexDto: {
            /** @example nest-llm-chat */
            readonly app_name: string;
            /** @example 0.1.0 */
            readonly version: string;
            /** @description Every route of the API. */
            readonly endpoints: readonly components["schemas"]["EndpointDto"][];
        };
        readonly ChatSummaryDto: {
            /**
             * @description ISO 8601, UTC; chats of the original project keep its local time without a zone.
             * @example 2026-11-24T09:30:00.000Z
             */
            readonly created_at: string;
            /**
             * @description When its last message was written.
             * @example 2026-11-24T09:30:00.000Z
             */
            readonly last_updated: string;
            /**
             * @description All messages, the system prompt too: 3 after the first answer.
             * @example 3
             */
            readonly message_count: number;
            /**
             * @description The first line of its first question, until it is renamed.
             * @example What is the capital of France?
             */
            readonly title: string;
            /**
             * @description Whether it is being answered now.
             * @example false
             */
            readonly answering: boolean;
            /**
             * @description Only when a part of its file could not be read and was put aside.
             * @example true
             */
            readonly damaged?: boolean;
        };
        readonly TurnStartDto: {
            /** @example trip-to-paris */
            readonly chat_id: string;
            /**
             * @description Id of the question in the history.
             * @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55
             */
            readonly user_message_id: string;
            /**
             * @description Id that the answer will have in the history.
             * @example 3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11
             */
            readonly assistant_message_id: string;
            /** @example What is the capital of France? */
            readonly title: string;
            /**
             * @description Provider and model that answer.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            readonly model: string;
        };
        readonly ProgressDto: {
            /**
             * @description What is waited for: a free place at the model, the model itself, or the model reading the prompt.
             * @example loading
             * @enum {string}
             */
            readonly phase: "queued" | "loading" | "prompt";
            /**
             * @description How far it is, where that is known.
             * @example 43
             */
            readonly percent?: number;
        };
        readonly DeltaDto: {
            /** @example The capital */
            readonly text: string;
        };
        readonly UsageDto: {
            /**
             * @description Tokens of the prompt: system prompt, the history that was sent, the question.
             * @example 26
             */
            readonly prompt_tokens: number;
            /**
             * @description Tokens of the answer.
             * @example 12
             */
            readonly completion_tokens: number;
            /**
             * @description Both together.
             * @example 38
             */
            readonly total_tokens: number;
        };
        readonly TimingsDto: {
            /**
             * @description Milliseconds from the acceptance of the question to the first token; absent when none came.
             * @example 210
             */
            readonly first_token_ms?: number;
            /**
             * @description Milliseconds from the acceptance of the question to the end.
             * @example 335
             */
            readonly total_ms: number;
            /**
             * @description Tokens of the answer a second, from the first token on; absent when the model gave no counts.
             * @example 41.2
             */
            readonly tokens_per_second?: number;
        };
        readonly ContextDto: {
            /**
             * @description Tokens that prompt and answer may fill together.
             * @example 8192
             */
            readonly window: number;
            /**
             * @description Tokens of the window in use after this answer.
             * @example 38
             */
            readonly used: number;
            /**
             * @description Messages that were sent: system prompt, history, question.
             * @example 4
             */
            readonly messages_sent: number;
            /**
             * @description Older messages that did not fit and were not sent. They stay in the history.
             * @example 0
             */
            readonly messages_left_out: number;
            /**
             * @description Who counted `used`: the model itself, or an estimate from the bytes of the prompt.
             * @example model
             * @enum {string}
             */
            readonly source: "model" | "estimate";
        };
        readonly AnswerDto: {
            /**
             * @description The text of the answer, never trimmed.
             * @example The capital of France is Paris.
             */
            readonly response: string;
            /**
             * @description What the model thought before it answered, where it tells.
             * @example The user asks about France.
             */
            readonly reasoning?: string;
            /**
             * @description Whether the answer is whole.
             * @example complete
             * @enum {string}
             */
            readonly status: "complete" | "incomplete";
            /**
             * @description Why it is not whole; only when it is incomplete.
             * @example length
             * @enum {string}
             */
            readonly incomplete_reason?: "stopped" | "length" | "provider_error" | "shutdown" | "interrupted";
            /**
             * Format: uuid
             * @description Id of the answer in the history; absent when there is no text.
             * @example 3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11
             */
            readonly assistant_message_id?: string;
            /**
             * @description Provider and model that answered.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            readonly model: string;
            /** @description Absent when the provider gave no counts. */
            readonly usage?: components["schemas"]["UsageDto"];
            readonly timings: components["schemas"]["TimingsDto"];
            readonly context?: components["schemas"]["ContextDto"];
            /**
             * @description The chat to go on with.
             * @example trip-to-paris
             */
            readonly chat_id: string;
            /**
             * @example true
             * @enum {boolean}
             */
            readonly success: true;
            /**
             * Format: uuid
             * @description Id of the question in the history.
             * @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55
             */
            readonly user_message_id: string;
        };
        readonly AnswerReportDto: {
            /**
             * @description The text of the answer, never trimmed.
             * @example The capital of France is Paris.
             */
            readonly response: string;
            /**
             * @description What the model thought before it answered, where it tells.
             * @example The user asks about France.
             */
            readonly reasoning?: string;
            /**
             * @description Whether the answer is whole.
             * @example complete
             * @enum {string}
             */
            readonly status: "complete" | "incomplete";
            /**
             * @description Why it is not whole; only when it is incomplete.
             * @example length
             * @enum {string}
             */
            readonly incomplete_reason?: "stopped" | "length" | "provider_error" | "shutdown" | "interrupted";
            /**
             * Format: uuid
             * @description Id of the answer in the history; absent when there is no text.
             * @example 3e0b6a52-3a5c-4d4e-9a3f-0c5f0f3b7a11
             */
            readonly assistant_message_id?: string;
            /**
             * @description Provider and model that answered.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            readonly model: string;
            /** @description Absent when the provider gave no counts. */
            readonly usage?: components["schemas"]["UsageDto"];
            readonly timings: components["schemas"]["TimingsDto"];
            readonly context?: components["schemas"]["ContextDto"];
        };
        readonly TurnProblemDto: {
            /**
             * @description A name of the kind of error, one a code.
             * @example urn:problem:chat_busy
             */
            readonly type: string;
            /** @example Chat is busy */
            readonly title: string;
            /**
             * @description The HTTP status.
             * @example 409
             */
            readonly status: number;
            /**
             * @description What happened and what to do about it, for a person.
             * @example Chat trip-to-paris is still answering and more questions wait. Ask again when it has finished.
             */
            readonly detail: string;
            /**
             * @description What happened, for a program. Codes never change.
             * @example chat_busy
             * @enum {string}
             */
            readonly code: "malformed_json" | "chat_id_reserved" | "bad_request" | "cross_site" | "chat_not_found" | "route_not_found" | "method_not_allowed" | "request_timeout" | "chat_busy" | "chat_deleted" | "chat_id_taken" | "body_too_large" | "context_overflow" | "unsupported_media_type" | "wrong_host" | "validation_failed" | "idempotency_key_reused" | "headers_too_large" | "stopped" | "internal" | "provider_failed" | "provider_unavailable" | "model_not_found" | "provider_busy" | "model_loading" | "server_busy" | "shutting_down" | "interrupted" | "storage_failed" | "api_unreachable" | "provider_timeout" | "storage_full";
            /**
             * @description The address that was asked for.
             * @example /chat
             */
            readonly instance: string;
            /**
             * @example false
             * @enum {boolean}
             */
            readonly success: false;
            /**
             * @description After the question was accepted: its chat.
             * @example trip-to-paris
             */
            readonly chat_id?: string;
            /**
             * @description After the question was accepted: its id in the history, where it stands.
             * @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55
             */
            readonly user_message_id?: string;
            /** @description What had arrived; it is kept in the history unless storing it is what failed. */
            readonly answer?: components["schemas"]["AnswerReportDto"];
        };
        readonly AskDto: {
            /**
             * @description The question: not blank, without U+0000. MAX_MESSAGE_CHARS limits its length.
             * @example What is the capital of France?
             */
            readonly message: string;
            /**
             * @description The chat to go on with, or the id that a new one shall have. Absent or null: a new chat under a UUID.
             * @example trip-to-paris
             */
            readonly chat_id?: string | null;
            /**
             * @description Whether the answer comes as events while it is written. Absent or null: what the Accept header asks for.
             * @example false
             */
            readonly stream?: boolean | null;
        };
        readonly StoppedDto: {
            /** @example trip-to-paris */
            readonly chat_id: string;
            /**
             * @description Whether there was an answer to stop.
             * @example true
             */
            readonly stopped: boolean;
            /**
             * @example true
             * @enum {boolean}
             */
            readonly success: true;
        };
        readonly ChatListDto: {
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
            readonly chats: {
                readonly [key: string]: components["schemas"]["ChatSummaryDto"];
            };
            /**
             * @description Their ids, the one last written to first; equal times by id.
             * @example [
             *       "trip-to-paris"
             *     ]
             */
            readonly order: readonly string[];
            /**
             * @description Where the next page begins; null when there is none.
             * @example null
             */
            readonly next_cursor: string | null;
            /**
             * @example true
             * @enum {boolean}
             */
            readonly success: true;
        };
        readonly MessageDto: {
            /** @example 7d6f8b7e-2b0e-4f0d-8f43-6a2f7a1f9c55 */
            readonly id: string;
            /**
             * @example user
             * @enum {string}
             */
            readonly role: "system" | "user" | "assistant";
            /** @example What is the capital of France? */
            readonly content: string;
            /**
             * @description Absent on the system prompt of chats of the original project.
             * @example 2026-11-24T09:30:00.000Z
             */
            readonly timestamp?: string;
            /**
             * @description On answers whether they are whole; `failed` on a question whose answer never came.
             * @example complete
             * @enum {string}
             */
            readonly status?: "complete" | "incomplete" | "failed";
            /**
             * @description The error's code, on a failed question and on an answer that a failure cut off.
             * @example provider_unavailable
             */
            readonly code?: string;
            /**
             * @example length
             * @enum {string}
             */
            readonly incomplete_reason?: "stopped" | "length" | "provider_error" | "shutdown" | "interrupted";
            /**
             * @description On answers: provider and model.
             * @example ollama/llama3.1:8b-instruct-q8_0
             */
            readonly model?: string;
            readonly usage?: components["schemas"]["UsageDto"];
            readonly timings?: components["schemas"]["TimingsDto"];
            readonly context?: components["schemas"]["ContextDto"];
            /**
             * @description What the model thought before it answered, where it told.
             * @example The user asks about France.
             */
            readonly reasoning?: string;
        };
        readonly HistoryDto: {
            /** @example 2026-11-24T09:30:00.000Z */
            readonly created_at: string;
            /** @example 2026-11-24T09:30:00.000Z */
            readonly last_updated: string;
            /** @example What is the capital of France? */
            readonly title: string;
            /** @example 3 */
            readonly message_count: number;
            /**
             * @description Whether it is being answered now; the running answer is not among the messages.
             * @example false
             */
            readonly answering: boolean;
            /** @example true */
            readonly damaged?: boolean;
            readonly messages: readonly components["schemas"]["MessageDto"][];
        };
        readonly ChatHistoryDto: {
            /** @example trip-to-paris */
            readonly chat_id: string;
            readonly history: components["schemas"]["HistoryDto"];
            /**
             * @example true
             * @enum {boolean}
             */
            readonly success: true;
        };
        readonly RenameDto: {
            /**
             * @description Not blank, without U+0000.
             * @example Paris in spring
             */
            readonly title: string;
        };
        readonly RenamedDto: {
            /** @example trip-to-paris */
            readonly chat_id: string;
            /**
             * @description As it is kept.
             * @example Paris in spring
             */
            readonly title: string;
            /**
             * @example true
             * @enum {boolean}
             */
            readonly success: true;
        };
        readonly DeletedDto: {
            /** @example Chat trip-to-paris deleted successfully */
            readonly message: string;
            /**
             * @example true
             * @enum {boolean}
             */
            readonly success: true;
        };
        readonly HealthDto: {
            /**
             * @example ok
             * @enum {string}
             */
            readonly status: "ok";
            /**
             * @description ISO 8601, UTC.
             * @example 2026-11-24T09:30:00.000Z
             */
            readonly timestamp: string;
            /**
             * @example 200
             * @enum {integer}
             */
            readonly response_code: 200;
        };
        readonly LiveDto: {
            /**
             * @example ok
             * @enum {string}
             */
            readonly status: "ok";
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
    readonly index: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["IndexDto"];
                };
            };
            /** @description `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    readonly ask: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description A name for this question, 1 to 255 characters: sent again within 24 hours it is answered by the same turn and asked only once. Without `chat_id` the chat follows from it. */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["AskDto"];
            };
        };
        readonly responses: {
            /** @description The answer, kept durably: as JSON at its end, or as events while it is written */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AnswerDto"];
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
                    readonly "text/event-stream": {
                        /** @description `<turn>.<n>`, a place in the answer. Ids grow and have gaps; `progress` has none. */
                        readonly id?: string;
                        /** @enum {string} */
                        readonly event?: "turn-start" | "progress" | "reasoning-delta" | "text-delta" | "turn-end" | "turn-error";
                        /** @description One JSON object: TurnStartDto with `turn-start`, ProgressDto with `progress`, DeltaDto with `reasoning-delta`, DeltaDto with `text-delta`, AnswerDto with `turn-end`, TurnProblemDto with `turn-error`. */
                        readonly data?: string;
                        /** @description Milliseconds after which a browser comes back. */
                        readonly retry?: number;
                    };
                };
            };
            /** @description `malformed_json`, `chat_id_reserved`, `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `cross_site` */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `chat_busy`, `chat_deleted`, `chat_id_taken` */
            readonly 409: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    /** @description `false` with `chat_busy`: clients that retry by themselves shall not. */
                    readonly "x-should-retry"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `body_too_large`, `context_overflow` */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `unsupported_media_type` */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `validation_failed`, `idempotency_key_reused` */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `provider_failed` */
            readonly 502: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `provider_unavailable`, `model_not_found`, `provider_busy`, `model_loading`, `server_busy`, `interrupted`, `storage_failed`, `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `provider_timeout` */
            readonly 504: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
            /** @description `storage_full` */
            readonly 507: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["TurnProblemDto"];
                };
            };
        };
    };
    readonly follow: {
        readonly parameters: {
            readonly query?: {
                /** @description The id of the last event that was seen, for clients that cannot send `Last-Event-ID`, which goes before. One that is unknown here begins from the start. */
                readonly after?: string;
            };
            readonly header?: {
                /** @description The last event that was seen: what comes after it is sent. Without it, or with one of another turn, all of the turn. */
                readonly "Last-Event-ID"?: string;
            };
            readonly path: {
                /** @description Id of the chat. */
                readonly chat_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The turn from that place on: of the running answer, or of one that ended less than a minute ago */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
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
                    readonly "text/event-stream": {
                        /** @description `<turn>.<n>`, a place in the answer. Ids grow and have gaps; `progress` has none. */
                        readonly id?: string;
                        /** @enum {string} */
                        readonly event?: "turn-start" | "progress" | "reasoning-delta" | "text-delta" | "turn-end" | "turn-error";
                        /** @description One JSON object: TurnStartDto with `turn-start`, ProgressDto with `progress`, DeltaDto with `reasoning-delta`, DeltaDto with `text-delta`, AnswerDto with `turn-end`, TurnProblemDto with `turn-error`. */
                        readonly data?: string;
                        /** @description Milliseconds after which a browser comes back. */
                        readonly retry?: number;
                    };
                };
            };
            /** @description Nothing to follow: no answer is being written and none has just ended, or its last event was seen */
            readonly 204: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    readonly stop: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the chat. */
                readonly chat_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["StoppedDto"];
                };
            };
            /** @description `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `cross_site` */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    readonly list: {
        readonly parameters: {
            readonly query?: {
                /** @description At most so many. */
                readonly limit?: number;
                /** @description The `next_cursor` of the page before. */
                readonly cursor?: string;
                /** @description Only chats in which every one of these words occurs, in the title, a question or an answer, in any case. */
                readonly q?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChatListDto"];
                };
            };
            /** @description `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    readonly history: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the chat. */
                readonly chat_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ChatHistoryDto"];
                };
            };
            /** @description `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    readonly rename: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the chat. */
                readonly chat_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["RenameDto"];
            };
        };
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["RenamedDto"];
                };
            };
            /** @description `malformed_json`, `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `cross_site` */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `body_too_large` */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `unsupported_media_type` */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_full` */
            readonly 507: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    readonly remove: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description Id of the chat. */
                readonly chat_id: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeletedDto"];
                };
            };
            /** @description `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `cross_site` */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `chat_not_found` */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `validation_failed` */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `storage_failed`, `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    readonly health: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["HealthDto"];
                };
            };
            /** @description `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    readonly live: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["LiveDto"];
                };
            };
            /** @description `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `shutting_down` */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    readonly ready: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All parts are ready */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
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
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly status: "ok" | "error" | "shutting_down";
                        readonly info?: {
                            readonly [key: string]: {
                                /** @enum {string} */
                                readonly status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                readonly name?: string;
                                /** @description What is wrong, for a program. */
                                readonly code?: string;
                                /** @description What is wrong and what to do about it. */
                                readonly message?: string;
                            };
                        };
                        readonly error?: {
                            readonly [key: string]: {
                                /** @enum {string} */
                                readonly status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                readonly name?: string;
                                /** @description What is wrong, for a program. */
                                readonly code?: string;
                                /** @description What is wrong and what to do about it. */
                                readonly message?: string;
                            };
                        };
                        readonly details: {
                            readonly [key: string]: {
                                /** @enum {string} */
                                readonly status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                readonly name?: string;
                                /** @description What is wrong, for a program. */
                                readonly code?: string;
                                /** @description What is wrong and what to do about it. */
                                readonly message?: string;
                            };
                        };
                    };
                };
            };
            /** @description `bad_request` */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `request_timeout` */
            readonly 408: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `wrong_host` */
            readonly 421: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `headers_too_large` */
            readonly 431: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description `internal` */
            readonly 500: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /**
             * @description At least one part is not ready
             *
             *     `shutting_down`
             */
            readonly 503: {
                headers: {
                    /** @description Seconds after which to try again, where that helps. */
                    readonly "Retry-After"?: number;
                    readonly [name: string]: unknown;
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
                    readonly "application/json": {
                        /** @enum {string} */
                        readonly status: "ok" | "error" | "shutting_down";
                        readonly info?: {
                            readonly [key: string]: {
                                /** @enum {string} */
                                readonly status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                readonly name?: string;
                                /** @description What is wrong, for a program. */
                                readonly code?: string;
                                /** @description What is wrong and what to do about it. */
                                readonly message?: string;
                            };
                        };
                        readonly error?: {
                            readonly [key: string]: {
                                /** @enum {string} */
                                readonly status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                readonly name?: string;
                                /** @description What is wrong, for a program. */
                                readonly code?: string;
                                /** @description What is wrong and what to do about it. */
                                readonly message?: string;
                            };
                        };
                        readonly details: {
                            readonly [key: string]: {
                                /** @enum {string} */
                                readonly status: "up" | "down";
                                /** @description Name of the provider or the model. */
                                readonly name?: string;
                                /** @description What is wrong, for a program. */
                                readonly code?: string;
                                /** @description What is wrong and what to do about it. */
                                readonly message?: string;
                            };
                        };
                    };
                };
            };
        };
    };
}
