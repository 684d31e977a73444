using System.Runtime.CompilerServices;

namespace Gyrus.Cli.Tests;

/// <summary>The tests neither use nor fill the cache and the data sets of whoever runs them.</summary>
internal static class OwnCache
{
    [ModuleInitializer]
    internal static void Choose()
    {
        string folder = Directory.CreateTempSubdirectory("gyrus-tests-").FullName;
        Environment.SetEnvironmentVariable("GYRUS_CACHE", Path.Combine(folder, "cache"));
        Environment.SetEnvironmentVariable("GYRUS_DATA", Path.Combine(folder, "data"));
        Environment.SetEnvironmentVariable("GYRUS_DATA_MIRROR", null);
        Environment.SetEnvironmentVariable("GYRUS_CACHE_LIMIT", null);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
