using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gyrus.Batch.Plans;

/// <summary>The key of a task: what shapes its result, hashed. Equal keys mean equal bytes.</summary>
internal static class TaskKey
{
    private const int Letters = 32;

    /// <summary>Hashes version, arithmetic, arguments, inputs and the keys of what is needed; neither resources nor folders of results.</summary>
    public static string Of(PlanHeader header, BatchTask task, Func<int, string> keyOf)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(header.Version);
            json.WriteStringValue(header.LinearAlgebra);
            json.WriteNumberValue(header.VectorBits);
            json.WriteStringValue(header.WorkingDirectory);
            json.WriteStringValue(task.Stage);
            json.WriteStringValue(task.Name);
            json.WriteBooleanValue(task.ToleratesMissing);
            json.WriteStartArray();
            foreach (string argument in task.Arguments)
            {
                json.WriteStringValue(argument);
            }

            json.WriteEndArray();
            foreach (TaskInput input in task.Inputs)
            {
                json.WriteStringValue(input.Path);
                json.WriteNumberValue(input.Bytes);
                json.WriteNumberValue(input.Modified);
            }

            json.WriteStartArray();
            foreach (int need in task.Needs)
            {
                json.WriteStringValue(keyOf(need));
            }

            json.WriteEndArray();
            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan))[..Letters];
    }

    /// <summary>Whether a text is a key: it becomes part of the names of files.</summary>
    public static bool IsKey(string text) => text.Length == Letters && text.All(char.IsAsciiHexDigitLower);
}
