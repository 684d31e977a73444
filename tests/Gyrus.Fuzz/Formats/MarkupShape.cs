using System.Text.RegularExpressions;
using System.Xml;

namespace Gyrus.Fuzz.Formats;

/// <summary>How often each element, with its attributes, is in a page or picture: no text may change that.</summary>
internal static partial class MarkupShape
{
    /// <exception cref="BrokenPromiseException">The markup is not well formed.</exception>
    public static Dictionary<string, int> Of(string markup)
    {
        var shape = new Dictionary<string, int>();
        markup = markup.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal);
        try
        {
            using var reader = XmlReader.Create(new StringReader(OwnScript().Replace(markup, "$1$3")));
            while (reader.Read())
            {
                Count(reader, shape);
            }
        }
        catch (XmlException error)
        {
            throw new BrokenPromiseException($"The markup is not well formed: {error.Message}");
        }

        return shape;
    }

    /// <exception cref="BrokenPromiseException">The shapes differ.</exception>
    public static void RequireSame(Dictionary<string, int> plain, Dictionary<string, int> hostile)
    {
        foreach (string element in plain.Keys.Union(hostile.Keys))
        {
            (int expected, int found) = (plain.GetValueOrDefault(element), hostile.GetValueOrDefault(element));
            if (expected != found)
            {
                throw new BrokenPromiseException($"<{element}> is there {found} times, with plain names {expected}.");
            }
        }
    }

    private static void Count(XmlReader reader, Dictionary<string, int> shape)
    {
        if (reader.NodeType is XmlNodeType.Comment or XmlNodeType.ProcessingInstruction or XmlNodeType.CDATA)
        {
            throw new BrokenPromiseException($"A {reader.NodeType} is in the markup: {reader.Value}");
        }

        if (reader.NodeType == XmlNodeType.Element && !IsForSomeTexts(reader))
        {
            string element = reader.Name;
            while (reader.MoveToNextAttribute())
            {
                element += " " + reader.Name;
            }

            shape[element] = shape.GetValueOrDefault(element) + 1;
        }
    }

    /// <summary><c>bdi</c> is there for letters from right to left; <c>g</c> and <c>title</c> for names that are cut.</summary>
    private static bool IsForSomeTexts(XmlReader reader) =>
        !reader.HasAttributes && reader.Name is "bdi" or "g" or "title";

    // Our own script and style hold < and &, as HTML allows; the first end tag ends them, as it does for a browser.
    [GeneratedRegex("(?s)(<(script|style)>).*?(</\\2>)")]
    private static partial Regex OwnScript();
}
