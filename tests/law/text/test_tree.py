from danvan.law.text.tree import Node, walk


def node(address, *children, end=0):
    return Node(address, "main", None, "article", "", None, "", 0, end, 1, 1, children)


def test_walk_gives_nodes_in_document_order():
    tree = (node("a", node("b", node("c")), node("d")), node("e"))

    assert [each.address for each in walk(tree)] == ["a", "b", "c", "d", "e"]


def test_whole_end_is_the_end_of_the_last_child():
    tree = node("a", node("b", end=2), node("c", node("d", end=9), end=4), end=1)

    assert (tree.whole_end, tree.children[0].whole_end) == (9, 2)
