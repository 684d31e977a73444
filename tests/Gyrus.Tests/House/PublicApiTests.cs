using System.Reflection;

namespace Gyrus.Tests.House;

/// <summary>The public API of the core is a reviewed text: src/Gyrus/PublicApi.txt.</summary>
public sealed class PublicApiTests
{
    /// <summary>Set GYRUS_UPDATE=1 to rewrite the file, then read the difference before committing it.</summary>
    [Fact]
    public void PublicApi_IsTheReviewedText()
    {
        string file = Sources.Path("src", "Gyrus", "PublicApi.txt");
        string[] actual = [.. Describe(typeof(Matrix).Assembly)];
        if (Environment.GetEnvironmentVariable("GYRUS_UPDATE") == "1")
        {
            File.WriteAllLines(file, actual);
        }

        string[] expected = File.ReadAllLines(file);
        Assert.Empty(actual.Except(expected).Select(line => "new: " + line));
        Assert.Empty(expected.Except(actual).Select(line => "gone: " + line));
    }

    private static IEnumerable<string> Describe(Assembly assembly) =>
        assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(DescribeType);

    private static IEnumerable<string> DescribeType(Type type)
    {
        yield return type.FullName!;
        const BindingFlags Declared =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> members = type.GetMembers(Declared)
            .Where(m => m is not MethodInfo { IsSpecialName: true } and not Type && !IsOfRecord(type, m))
            .Select(m => $"  {m}")
            .Order(StringComparer.Ordinal);
        foreach (string member in members)
        {
            yield return member;
        }
    }

    private static bool IsOfRecord(Type type, MemberInfo member) =>
        type.GetMethod("<Clone>$") is not null
        && member.Name is "<Clone>$" or "Equals" or "GetHashCode" or "ToString" or "Deconstruct";
}
