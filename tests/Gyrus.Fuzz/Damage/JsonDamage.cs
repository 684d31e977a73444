using System.Text;
using System.Text.Json.Nodes;

namespace Gyrus.Fuzz.Damage;

/// <summary>Documents of which some values became others, and the damage that only text can show.</summary>
internal static class JsonDamage
{
    /// <summary>Stands for an escaped half of a pair, which a node cannot hold.</summary>
    private const string HalfPair = "half-a-pair";

    private static readonly string[] Values =
    [
        "null",
        "true",
        "0",
        "-1",
        "1",
        "2.5",
        "1e999",
        "-1e999",
        "1e-400",
        "2147483648",
        "99999999999999999999999999",
        "\"\"",
        "\"text\"",
        "\"NaN\"",
        "\"../x\"",
        "\"/dev/zero\"",
        "\"a\\u0000b\"",
        $"\"{HalfPair}\"",
        "\"\\u001b[31m\"",
        "\".\"",
        "\"connectome.json\"",
        "[]",
        "[null]",
        "[[]]",
        "{}",
        "{\"a\":null}",
        "[1,2,3]",
    ];

    /// <summary>Changes a document in one to three places.</summary>
    public static byte[] Apply(byte[] seed, Dice dice)
    {
        JsonNode root = JsonNode.Parse(seed)!;
        for (int changes = dice.Next(4); changes > 0; changes--)
        {
            Change(root, dice);
        }

        return Textual(root.ToJsonString().Replace(HalfPair, "\\ud800", StringComparison.Ordinal), dice);
    }

    private static void Change(JsonNode root, Dice dice)
    {
        JsonNode node = root;
        while (true)
        {
            JsonNode? child = Child(node, dice, out Action<JsonNode?> replace, out Action remove);
            if (child is JsonObject { Count: > 0 } or JsonArray { Count: > 0 } && !dice.OneIn(3))
            {
                node = child;
                continue;
            }

            if (dice.OneIn(4))
            {
                remove();
            }
            else
            {
                replace(JsonNode.Parse(dice.Pick(Values)));
            }

            return;
        }
    }

    private static JsonNode? Child(JsonNode node, Dice dice, out Action<JsonNode?> replace, out Action remove)
    {
        if (node is JsonArray { Count: > 0 } array)
        {
            int at = dice.Next(array.Count);
            (replace, remove) = (value => array[at] = value, () => array.RemoveAt(at));
            return array[at];
        }

        if (node is JsonObject { Count: > 0 } map)
        {
            string key = dice.Pick([.. map.Select(p => p.Key)]);
            (replace, remove) = (value => map[key] = value, () => map.Remove(key));
            return map[key];
        }

        (replace, remove) = (static _ => { }, static () => { });
        return null;
    }

    private static byte[] Textual(string text, Dice dice)
    {
        switch (dice.Next(24))
        {
            case 0:
                text = text.Replace(":", dice.Pick([":NaN,\"a\":", ":Infinity", "::", ": /* c */ ", ":'x',\"b\":"]));
                break;
            case 1:
                text = "{\"Format\":1,\"RepetitionTime\":\"x\"," + text[1..];
                break;
            case 2:
                text = text.Insert(dice.Next(text.Length), new string(dice.OneIn(2) ? '[' : '{', 1 + dice.Next(3000)));
                break;
            case 3:
                text = text.Insert(dice.Next(text.Length), HostileText.Next(dice));
                break;
            case 4:
                text = text[..^1] + ",}";
                break;
            case 5:
                text = "\ufeff" + text;
                break;
            case 6:
                text = dice.Pick(Values);
                break;
            default:
                break;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return dice.OneIn(6) ? ByteDamage.Apply(bytes, dice, 1 + dice.Next(4)) : bytes;
    }
}
