using System.Text.Json;
using Gyrus.IO;

namespace Gyrus.Remote.Transfer;

/// <summary>What is remembered beside a part of a file, so that the rest can be asked for in another run.</summary>
/// <param name="Address">Where it comes from.</param>
/// <param name="Validator">The strong entity tag of the content, or null where the server gave none: then it cannot be continued.</param>
/// <param name="Length">The length of the whole, or null when not known.</param>
internal sealed record PartState(string Address, string? Validator, long? Length)
{
    /// <summary>Reads the state; null when there is none or it is damaged, because then the part is worthless.</summary>
    public static PartState? Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), RemoteJson.Default.PartState)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the state.</summary>
    public void Write(string path) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(this, RemoteJson.Default.PartState));
}
