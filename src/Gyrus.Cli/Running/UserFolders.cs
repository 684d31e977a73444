namespace Gyrus.Cli.Running;

/// <summary>Where files live that belong to the user and not to a call: a variable says it, or the platform's custom.</summary>
internal static class UserFolders
{
    /// <summary>The variable that names the folder of public data sets.</summary>
    public const string DataVariable = "GYRUS_DATA";

    /// <summary>The variable that names the folder of remembered results.</summary>
    public const string CacheVariable = "GYRUS_CACHE";

    /// <summary>The folder of public data sets.</summary>
    /// <exception cref="ArgumentException">Neither the variable nor the platform says one.</exception>
    public static string Data() =>
        Find(DataVariable, "data")
        ?? throw new ArgumentException(
            $"There is no home folder to keep data sets in: set {DataVariable} to a folder."
        );

    /// <summary>The folder of remembered results, or null when there is nowhere to keep them.</summary>
    public static string? Cache() => Find(CacheVariable, "cache");

    private static string? Find(string variable, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        string home = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.DoNotVerify
        );
        return home.Length > 0 ? Path.Combine(home, "gyrus", name) : null;
    }
}
