using System.Text.Json;
using Gyrus.Batch.Plans;
using Gyrus.IO;

namespace Gyrus.Batch.Executors;

/// <summary>The settings of the last run of a plan.</summary>
public static class RunSettingsFile
{
    /// <summary>Keeps them.</summary>
    public static void Write(PlanFolder folder, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(settings);
        AtomicFile.Write(
            folder.Settings,
            stream => JsonSerializer.Serialize(stream, settings, BatchJson.Default.RunSettings)
        );
    }

    /// <summary>Reads them; the defaults when the plan was never run.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static RunSettings Read(PlanFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            return File.Exists(folder.Settings)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(folder.Settings), BatchJson.Default.RunSettings)
                    ?? new RunSettings()
                : new RunSettings();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"{folder.Settings}: this is damaged. Use 'gyrus run' with its options.",
                exception
            );
        }
    }
}
