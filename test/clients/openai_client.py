"""Asks a gateway for everything that OpenAI's own Python client can ask it for, and prints what came as JSON."""

import asyncio
import json
import sys

import openai

urls = json.loads(sys.argv[1])


def client(name="main", key="sk-ada"):
    return openai.OpenAI(base_url=f"{urls[name]}/v1", api_key=key, max_retries=0)


def refusal(call):
    try:
        call()
    except openai.APIStatusError as error:
        return [type(error).__name__, error.status_code, error.code]
    return "no error"


USER = [{"role": "user", "content": "hi"}]
TOOLS = [
    {
        "type": "function",
        "function": {"name": "weather", "parameters": {"type": "object", "properties": {}}},
    }
]
SCHEMA = {
    "type": "json_schema",
    "json_schema": {"name": "capital", "schema": {"type": "object"}},
}


def chat(**options):
    return client().chat.completions.create(model="any", messages=USER, **options)


async def streamed_without_waiting():
    asking = openai.AsyncOpenAI(base_url=f"{urls['main']}/v1", api_key="sk-ada", max_retries=0)
    stream = await asking.chat.completions.create(model="any", messages=USER, stream=True)
    return "".join([chunk.choices[0].delta.content or "" async for chunk in stream])


plain = chat(temperature=0.5, seed=7)
chunks = list(chat(stream=True, stream_options={"include_usage": True}))
called = chat(tools=TOOLS, tool_choice="auto")
embedded = client().embeddings.create(model="minilm", input=["one", "two"])
floats = client().embeddings.create(model="minilm", input="one", encoding_format="float")
image = client().images.generate(model="flux", prompt="a fox", size="512x512")
linked = client().images.generate(model="flux", prompt="a fox", response_format="url")

print(
    json.dumps(
        {
            "chat": [plain.model, plain.choices[0].message.content, plain.usage.total_tokens],
            "streamed": [
                "".join(c.choices[0].delta.content or "" for c in chunks if c.choices),
                chunks[0].choices[0].delta.role,
                chunks[-1].usage.total_tokens,
            ],
            "async": asyncio.run(streamed_without_waiting()),
            "tools": [
                called.choices[0].finish_reason,
                called.choices[0].message.tool_calls[0].function.name,
            ],
            "schema": json.loads(chat(response_format=SCHEMA).choices[0].message.content),
            "models": [model.id for model in client().models.list()],
            "model": client().models.retrieve("flux").owned_by,
            "embeddings": [len(each.embedding) for each in embedded.data],
            "floats": floats.data[0].embedding,
            "image": image.data[0].b64_json,
            "link": linked.data[0].url,
            "errors": {
                "401": refusal(lambda: client(key="sk-other").models.list()),
                "403": refusal(
                    lambda: client(key="sk-chat").images.generate(model="flux", prompt="a fox")
                ),
                "404": refusal(lambda: client().models.retrieve("gpt-9")),
                "400": refusal(
                    lambda: client().images.generate(model="flux", prompt="a fox", n=2)
                ),
                "429": refusal(lambda: client("limited").models.list()),
                "500": refusal(
                    lambda: client("empty").chat.completions.create(model="any", messages=USER)
                ),
                "503": refusal(lambda: client("off").models.list()),
            },
        }
    )
)
